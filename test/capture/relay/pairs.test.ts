import { expect, it } from 'vitest';
import { frame } from '../websocket/frames.js';
import { openWebsocket } from './open-websocket.js';
import { stage } from './stage.js';

const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
const answer = (text: string): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;

it('gives each desktop one upstream connection of its own, from its first request to its end', async () => {
  const { server, log, desktop } = await stage();
  const count = 25;
  const desktops = Array.from({ length: count }, () => desktop());
  for (let round = 0; round < 4; round++) {
    // In another order each time, all at once.
    const order = desktops.map((_, index) => (index * 7 + round) % count);
    for (const index of order) desktops[index]?.send(ask(`/${index}/${round}`));
    await log.until(() => log.exchanges.length === count * (round + 1));
    const pairs = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const peer = await server.peer(index);
        await peer.endingWith(`/${round} HTTP/1.1\r\nHost: ${server.url.host}\r\n\r\n`);
        const asked = [...peer.text.matchAll(/GET \/(\d+)\//gu)].map(([, number]) =>
          Number(number),
        );
        expect(asked).toHaveLength(round + 1);
        expect(new Set(asked).size).toBe(1);
        peer.send(answer(`${asked[0]}/${round}`));
        return asked[0];
      }),
    );
    expect(new Set(pairs).size).toBe(count);
    await Promise.all(
      desktops.map((client, index) =>
        client.until(() => client.text.endsWith(`${index}/${round}`)),
      ),
    );
  }
  expect(server.peers).toHaveLength(count);
  const connections = new Map<string, Set<number>>();
  for (const { head, connection } of log.exchanges) {
    const who = head.target.split('/')[1] ?? '';
    connections.set(who, (connections.get(who) ?? new Set()).add(connection));
  }
  expect([...connections.values()].every(({ size }) => size === 1)).toBe(true);

  // Whose desktop has gone is not given to another one.
  const [first] = desktops;
  const peerOfFirst = server.peers.find(({ text }) => text.includes('GET /0/'));
  first?.socket.end();
  await peerOfFirst?.untilEnd();
  peerOfFirst?.socket.end();
  await first?.untilClosed();
  desktop().send(ask('/new'));
  const fresh = await server.peer(count);
  expect(await fresh.endingWith('\r\n\r\n')).toContain('GET /new ');
});

it('opens no connection before a desktop asks for something', async () => {
  const { server, desktop } = await stage();
  const idle = Array.from({ length: 10 }, () => desktop());
  await Promise.all(idle.map(({ socket }) => new Promise((resolve) => socket.write('', resolve))));
  desktop().send(ask('/'));
  await server.peer();
  expect(server.peers).toHaveLength(1);
});

it('passes ten pipelined requests with and without bodies, and their answers, in order', async () => {
  const { server, log, desktop, toServer } = await stage();
  const requests = Array.from({ length: 10 }, (_, index) => {
    const head = `${index % 3 === 0 ? 'GET' : 'POST'} /${index} HTTP/1.1\r\nHost: desktop.test\r\n`;
    if (index % 3 === 0) return `${head}\r\n`;
    if (index % 3 === 1) return `${head}Content-Length: 5\r\n\r\nbody${index}`;
    return `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nbody${index}\r\n0\r\n\r\n`;
  });
  const client = desktop();
  client.send(requests.join(''));
  const peer = await server.peer();
  await peer.until(() => peer.length >= toServer(requests.join('')).length);
  expect(peer.text).toBe(toServer(requests.join('')));
  const answers = requests.map((_, index) => answer(`answer ${index}`));
  // The second half in one packet.
  for (const each of answers.slice(0, 5)) peer.send(each);
  peer.send(answers.slice(5).join(''));
  await client.until(() => client.length >= answers.join('').length);
  expect(client.text).toBe(answers.join(''));
  expect(log.exchanges.map(({ head, responseText }) => [head.target, responseText])).toEqual(
    requests.map((_, index) => [`/${index}`, `answer ${index}`]),
  );
  expect(server.peers).toHaveLength(1);
});

it('sends whatever names another server to the one target', async () => {
  const { server, desktop } = await stage();
  const trap = await stage();
  const elsewhere = trap.server.url.host;
  const requests = [
    `GET http://${elsewhere}/a HTTP/1.1\r\nHost: ${elsewhere}\r\n\r\n`,
    `GET //${elsewhere}/b HTTP/1.1\r\nHost: h\r\n\r\n`,
    `GET @${elsewhere}/c HTTP/1.1\r\nHost: ${elsewhere}\r\n\r\n`,
    `GET https://user@${elsewhere}/d HTTP/1.1\r\nHost: h\r\n\r\n`,
  ];
  const client = desktop();
  for (const request of requests) client.send(request);
  const peer = await server.peer();
  const asked = requests.join('').replaceAll(/Host: [^\r]+/gu, `Host: ${server.url.host}`);
  await peer.until(() => peer.length >= asked.length);
  expect(peer.text).toBe(asked);
  const upgrading = desktop();
  upgrading.send(
    `GET http://${elsewhere}/e HTTP/1.1\r\nHost: ${elsewhere}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  const second = await server.peer(1);
  expect(await second.endingWith('\r\n\r\n')).toBe(
    `GET http://${elsewhere}/e HTTP/1.1\r\nHost: ${server.url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  expect(trap.server.peers).toHaveLength(0);
});

it('lets no call wait behind held polls, however many there are', async () => {
  const { server, log, desktop } = await stage();
  const polls = Array.from({ length: 300 }, () => desktop());
  polls.forEach((poll, index) => {
    poll.send(ask(`/poll/${index}`));
  });
  await log.until(() => log.exchanges.length === polls.length);
  await server.peer(polls.length - 1);
  for (let i = 0; i < 20; i++) {
    const client = desktop();
    client.send(ask('/call'));
    const peer = await server.peer(polls.length + i);
    await peer.endingWith('\r\n\r\n');
    peer.send(answer('called'));
    await client.endingWith('called');
  }
  expect(polls.every(({ length }) => length === 0)).toBe(true);
  const answered = log.exchanges.filter(({ outcome }) => outcome !== undefined);
  expect(answered.map(({ head }) => head.target)).toEqual(Array(20).fill('/call'));
});

it('lets what is pipelined behind a held poll wait as it would at the server: it is there at once', async () => {
  const { server, desktop } = await stage();
  const client = desktop();
  client.send(ask('/poll'));
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  client.send(ask('/behind'));
  await peer.until(() => peer.text.includes('/behind'));
  peer.send(answer('poll') + answer('behind'));
  expect(await client.endingWith('behind')).toBe(answer('poll') + answer('behind'));
});

it('lets a message on one websocket wait for no other desktop', async () => {
  const { client, peer, got, log, desktop, server } = await openWebsocket();
  log.releasing = false;
  // Another desktop's answer waits for its commit.
  const other = desktop();
  other.send(ask('/'));
  const second = await server.peer(1);
  await second.endingWith('\r\n\r\n');
  second.send(answer('held'));
  await log.ended(1);
  const message = frame({ opcode: 1, payload: 'now' });
  peer.send(message);
  await log.until(() => log.exchanges[0]?.messages.length === 1);
  log.exchanges[0]?.messages[0]?.release();
  await client.until(() => got().length === message.length);
  expect(other.text).toBe('');
  log.exchanges[1]?.release();
  await other.endingWith('held');
});
