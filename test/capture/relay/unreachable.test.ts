import { expect, it } from 'vitest';
import { startRelay } from '../../../src/capture/relay/start-relay.js';
import { AddressError } from '../../../src/errors.js';
import { RawServer } from './raw-peer.js';
import { stage } from './stage.js';
import { WireLog } from './wire-log.js';

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

it('answers 502 while the server is down, and reaches it on the same connection once it is up', async () => {
  const { server, log, desktop } = await stage();
  const { port, url } = server;
  await server.close();
  const client = desktop();
  client.send(get);
  const answer = await client.endingWith(')\n');
  expect(answer).toMatch(/^HTTP\/1.1 502 Bad Gateway\r\n/);
  expect(answer).toContain(`can't reach ${url.origin} (ECONNREFUSED)`);
  expect(answer).not.toMatch(/connection: close/i);
  expect(await log.ended()).toMatchObject({ outcome: 'unreachable', answer: undefined });

  const back = await RawServer.listen(port, server.certificate);
  try {
    client.send(get);
    const peer = await back.peer();
    await peer.endingWith('\r\n\r\n');
    peer.send('HTTP/1.1 204 No Content\r\n\r\n');
    await client.endingWith('No Content\r\n\r\n');
    expect((await log.ended(1)).outcome).toBe('complete');
    expect(back.peers).toHaveLength(1);
  } finally {
    await back.close();
  }
});

it('answers each pipelined request, one of them a HEAD, another a POST that comes in pieces', async () => {
  const { server, log, desktop } = await stage();
  await server.close();
  const client = desktop();
  client.send(
    `HEAD / HTTP/1.1\r\nHost: h\r\n\r\n${get}POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab`,
  );
  await log.ended(1);
  client.send('cd');
  const third = await log.ended(2);
  expect(third).toMatchObject({ outcome: 'unreachable', requestText: 'abcd' });
  await client.until(() => client.text.split('HTTP/1.1 502').length === 4);
  expect(client.text).toMatch(/\r\n\r\nHTTP\/1.1 502/);
  expect(client.ended).toBe(false);
});

it('does not wait for a body that waits for 100 Continue', async () => {
  const { server, log, desktop } = await stage();
  await server.close();
  const client = desktop();
  client.send('POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
  expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 502 [\s\S]*\r\nConnection: close\r\n/);
  expect((await log.ended()).outcome).toBe('unreachable');
});

it('answers 502 to a desktop that has sent its FIN, and closes', async () => {
  const { server, log, desktop } = await stage();
  await server.close();
  const client = desktop();
  client.socket.end(get);
  expect(await client.untilEnd()).toMatch(/^HTTP\/1.1 502 /);
  expect((await log.ended()).outcome).toBe('unreachable');
  await client.untilClosed();
});

it('says in one line what to do when the address is taken', async () => {
  const { relay, server } = await stage();
  const listen = { host: '127.0.0.1', port: Number(new URL(relay.url).port) };
  const again = startRelay({ target: server.url, listen, keepHost: false, sink: new WireLog() });
  await expect(again).rejects.toThrow(AddressError);
  await expect(again).rejects.toThrow(/^can't listen on [^\n]+ \(EADDRINUSE\); choose [^\n]+$/);
});
