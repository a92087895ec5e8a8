import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RawPeer } from './raw-peer.js';
import { stage } from './stage.js';

it('passes a request and its answer on as they came, and tells both', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  const request =
    'POST /api/v2/me/tweets/1?x=%41 HTTP/1.1\r\nhOST:   desktop.test\r\nX-Twice: 1\r\nx-twice:2 \r\nContent-Length: 5\r\n\r\nhello';
  client.send(request);
  const peer = await server.peer();
  expect(await peer.endingWith('hello')).toBe(request.replace('desktop.test', server.url.host));
  const answer =
    'HTTP/1.1 200 Quite Fine\r\nSET-cookie: a=1\r\nset-Cookie: b=2\r\nContent-Length: 3\r\n\r\nyes';
  peer.send(answer);
  expect(await client.endingWith('yes')).toBe(answer);
  expect(await log.ended()).toMatchObject({
    connection: 1,
    outcome: 'complete',
    requestText: 'hello',
    responseText: 'yes',
    head: {
      method: 'POST',
      target: '/api/v2/me/tweets/1?x=%41',
      httpVersion: '1.1',
      framing: 'length',
      headers: [
        ['hOST', 'desktop.test'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
        ['Content-Length', '5'],
      ],
    },
    answer: { status: 200, reason: 'Quite Fine', framing: 'length' },
  });
});

it('passes chunks, extensions and trailers on as they came', async () => {
  const { server, log, desktop, toServer } = await stage();
  const client = desktop();
  const request =
    'PUT / HTTP/1.1\r\nHost: desktop.test\r\nTransfer-Encoding: Chunked\r\n\r\n3;a="b"\r\nabc\r\n00002\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n';
  client.send(request);
  const peer = await server.peer();
  expect(await peer.endingWith('X-Sum: 5\r\n\r\n')).toBe(toServer(request));
  const answer =
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nA\r\n0123456789\r\n0;last\r\nX-End: Y\r\n\r\n';
  peer.send(answer);
  expect(await client.endingWith('X-End: Y\r\n\r\n')).toBe(answer);
  expect(await log.ended()).toMatchObject({
    requestText: 'abcde',
    requestTrailers: [['X-Sum', '5']],
    responseText: 'x0123456789',
    responseTrailers: [['X-End', 'Y']],
    outcome: 'complete',
  });
});

const requests = [
  'GET /1 HTTP/1.1\r\nHost: desktop.test\r\n\r\n',
  'HEAD /2 HTTP/1.1\r\nHost: desktop.test\r\n\r\n',
  'POST /3 HTTP/1.1\r\nHost: desktop.test\r\nTransfer-Encoding: chunked\r\n\r\n5;e\r\nhello\r\n0\r\nT: 1\r\n\r\n',
  'GET /4 HTTP/1.1\r\nHost: desktop.test\r\nIf-None-Match: "x"\r\n\r\n',
  'DELETE http://any.test/5 HTTP/1.1\r\nHost: desktop.test\r\n\r\n',
  'POST /6 HTTP/1.1\r\nHost: desktop.test\r\nContent-Length: 4\r\nX: last\r\n\r\nbody',
];
const answers = [
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none',
  'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n',
  'HTTP/1.1 204 No Content\r\n\r\n',
  'HTTP/1.1 500 \r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n',
];

async function sendInPieces(peer: RawPeer, text: string, cuts: readonly number[]): Promise<void> {
  const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  for (const [index, to] of places.slice(1).entries()) {
    const piece = Buffer.from(text.slice(places[index], to), 'latin1');
    await new Promise<void>((resolve) => peer.socket.write(piece, () => setImmediate(resolve)));
  }
}

it('keeps both directions byte for byte, however the streams are cut', async () => {
  const { server, log, desktop, toServer } = await stage();
  const sent = requests.join('');
  const answered = answers.join('');
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(sent.length), { maxLength: 30 }),
      fc.array(fc.nat(answered.length), { maxLength: 30 }),
      async (requestCuts, answerCuts) => {
        const client = desktop();
        const first = log.exchanges.length;
        await sendInPieces(client, sent, requestCuts);
        const peer = await server.peer(run++);
        await peer.until(() => peer.length >= toServer(sent).length);
        expect(peer.text).toBe(toServer(sent));
        await sendInPieces(peer, answered, answerCuts);
        await client.until(() => client.length >= answered.length);
        expect(client.text).toBe(answered);
        const told = log.exchanges.slice(first);
        expect(told.map(({ outcome, answer }) => [outcome, answer?.status])).toEqual(
          [200, 200, 200, 304, 204, 500].map((status) => ['complete', status]),
        );
        expect(told.map(({ responseText }) => responseText)).toEqual([
          'one',
          '',
          'abc',
          '',
          '',
          '',
        ]);
        client.socket.end();
      },
    ),
    { numRuns: 40 },
  );
});

it('passes what an early answer leaves of the request, but tells no more of it', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc');
  const peer = await server.peer();
  await peer.endingWith('abc');
  peer.send('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n');
  await client.endingWith('\r\n\r\n');
  client.send('defGET /next HTTP/1.1\r\nHost: h\r\n\r\n');
  expect(await peer.endingWith('\r\n\r\n')).toMatch(/abcdefGET \/next/);
  expect(await log.ended()).toMatchObject({ requestText: 'abc', requestTrailers: undefined });
  peer.send('HTTP/1.1 204 No Content\r\n\r\n');
  expect((await log.ended(1)).answer?.status).toBe(204);
});

it('passes Expect and the 100 that answers it before the body', async () => {
  const { server, log, desktop } = await stage();
  const client = desktop();
  client.send('POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send('HTTP/1.1 100 Continue\r\n\r\n');
  expect(await client.endingWith('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  client.send('ok');
  await peer.endingWith('ok');
  peer.send('HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n');
  expect((await log.ended()).answer?.status).toBe(201);
});

it('exchanges the two authorities in heads, and nowhere else', async () => {
  const { server, relay, desktop } = await stage();
  const client = desktop();
  const { host } = new URL(relay.url);
  const target = server.url.host;
  const { origin } = server.url;
  client.send(
    `POST / HTTP/1.1\r\nHost: ${host}\r\nReferer: ${relay.url}/x\r\nX: ${relay.url}\r\nContent-Length: ${relay.url.length}\r\n\r\n${relay.url}`,
  );
  const peer = await server.peer();
  await peer.until(() => peer.text.endsWith(`\r\n\r\n${relay.url}`));
  expect(peer.text).toBe(
    `POST / HTTP/1.1\r\nHost: ${target}\r\nReferer: ${origin}/x\r\nX: ${relay.url}\r\nContent-Length: ${relay.url.length}\r\n\r\n${relay.url}`,
  );
  peer.send(
    `HTTP/1.1 302 Found\r\nLocation: ${origin}/y\r\nSet-Cookie: a=b; Domain=127.0.0.1\r\nContent-Length: 0\r\n\r\n`,
  );
  expect(await client.endingWith('\r\n\r\n')).toBe(
    `HTTP/1.1 302 Found\r\nLocation: ${relay.url}/y\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n`,
  );
});
