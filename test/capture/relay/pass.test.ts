import { expect, it } from 'vitest';
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
  const exchange = await log.ended();
  expect(exchange).toMatchObject({
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

it('holds the last bytes until they are released', async () => {
  const { server, log, desktop } = await stage();
  log.releasing = false;
  const client = desktop();
  client.send('GET /1 HTTP/1.1\r\nHost: desktop.test\r\n\r\n');
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  peer.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab');
  await client.endingWith('ab');
  peer.send('cd');
  const exchange = await log.ended();
  expect(exchange.responseText).toBe('abcd');
  expect(client.text.endsWith('ab')).toBe(true);
  exchange.release();
  await client.endingWith('abcd');
});
