import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { turns } from './open-websocket.js';
import type { RawPeer } from './raw-peer.js';
import { type Stage, stage } from './stage.js';

interface Asked extends Stage {
  readonly client: RawPeer;
  readonly peer: RawPeer;
  readonly notices: string[];
  /** The server's origin, and the recorder's. */
  readonly theirs: string;
  readonly ours: string;
}

/** A relay that rewrites, and a request that has reached the server. */
async function asked(request = 'GET /x HTTP/1.1', message = 10_000): Promise<Asked> {
  const notices: string[] = [];
  const onNotice = (message: string): unknown => notices.push(message);
  const scene = await stage({ rewriteOrigin: true, limits: { message }, onNotice });
  const client = scene.desktop();
  const { host } = new URL(scene.relay.url);
  client.send(`${request}\r\nHost: ${host}\r\n\r\n`);
  const peer = await scene.server.peer();
  await peer.until(() => peer.text.includes('\r\n\r\n'));
  return {
    ...scene,
    client,
    peer,
    notices,
    theirs: scene.server.url.origin,
    ours: scene.relay.url,
  };
}

const json = 'Content-Type: application/json;charset=UTF-8\r\n';

function head(fields: string, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\n${fields}\r\n`;
}

function sized(fields: string, body: string | Buffer, status?: string): Buffer {
  const bytes = Buffer.from(body as string);
  const all = head(`${fields}Content-Length: ${bytes.length}\r\n`, status);
  return Buffer.concat([Buffer.from(all), bytes]);
}

describe('an answer whose length is said in front', () => {
  it('names the recorder to the desktop, and the server to the recording', async () => {
    const { client, peer, log, theirs, ours } = await asked();
    const body = (origin: string): string =>
      `{"é":"${origin}/a","escaped":"${origin.replaceAll('/', '\\/')}","n":1.10}`;
    const vouchers = 'Content-MD5: x\r\nDigest: y\r\nETag: "e"\r\n';
    const wire = sized(`${json}${vouchers}`, body(theirs));
    peer.send(wire.subarray(0, 120));
    peer.send(wire.subarray(120));
    const expected = sized(`${json}ETag: "e"\r\n`, body(ours));
    expect(await client.endingWith('1.10}')).toBe(expected.toString('latin1'));
    expect(Buffer.concat((await log.ended()).response)).toEqual(Buffer.from(body(theirs)));
    expect(log.exchanges[0]?.answer?.headers).toContainEqual(['Content-MD5', 'x']);
  });

  it('goes on byte for byte where the server is not named', async () => {
    const { client, peer, theirs } = await asked();
    const wire = sized(`${json}Digest: y\r\n`, `{"uri":"${theirs}0/a"}`);
    peer.send(wire);
    expect(await client.endingWith('"}')).toBe(wire.toString('latin1'));
  });

  it('is held until it is released', async () => {
    const { client, peer, log, theirs, ours } = await asked();
    log.releasing = false;
    peer.send(sized(json, `["${theirs}"]`));
    const exchange = await log.ended();
    await turns();
    expect(client.text).toBe('');
    exchange.release();
    expect(await client.endingWith(']')).toContain(`["${ours}"]`);
  });

  it.each([
    ['gzip', zlib.gzipSync, zlib.gunzipSync],
    ['deflate', zlib.deflateSync, zlib.inflateSync],
    ['br', zlib.brotliCompressSync, zlib.brotliDecompressSync],
  ])('is coded in %s as before', async (coding, encode, decode) => {
    const { client, peer, log, theirs, ours } = await asked();
    const fields = `${json}Content-Encoding: ${coding}\r\n`;
    const encoded = encode(`["${theirs}/a","${theirs}/b"]`);
    peer.send(sized(fields, encoded));
    await log.ended();
    await client.until(() => /\r\n\r\n/.test(client.text));
    const [, length] = /Content-Length: (\d+)/.exec(client.text) ?? [];
    const at = client.text.indexOf('\r\n\r\n') + 4;
    await client.until(() => client.length === at + Number(length));
    const body = Buffer.from(client.text.slice(at), 'latin1');
    expect(String(decode(body))).toBe(`["${ours}/a","${ours}/b"]`);
    expect(client.text).toContain(`Content-Encoding: ${coding}\r\n`);
    expect(Buffer.concat(log.exchanges[0]?.response ?? [])).toEqual(encoded);
  });

  it('goes on as far as it came when the server breaks it off', async () => {
    const { client, peer, log, theirs } = await asked();
    const wire = sized(json, `["${theirs}/a"]`).subarray(0, -2);
    peer.send(wire);
    peer.socket.end();
    expect(await client.untilEnd()).toBe(wire.toString('latin1'));
    expect((await log.ended()).outcome).toBe('cut-by-server');
  });
});

describe('an answer that streams', () => {
  it.each([
    ['text/event-stream', 'data: '],
    ['application/json', '["'],
  ])('streams on, with chunks cut anew: %s', async (type, begin) => {
    const { client, peer, log, theirs, ours } = await asked();
    peer.send(head(`Content-Type: ${type}\r\nTransfer-Encoding: chunked\r\n`));
    const chunk = (text: string): string => `${text.length.toString(16)};ext\r\n${text}\r\n`;
    peer.send(chunk(`${begin}${theirs}/a" `));
    await client.endingWith(`\r\n${begin}${ours}/a" \r\n`);
    // An origin in two chunks.
    peer.send(chunk(theirs.slice(0, 9)));
    await log.until(() => log.exchanges[0]?.responseText.endsWith(theirs.slice(0, 9)) === true);
    peer.send(chunk(`${theirs.slice(9)}/b\n\n`));
    await client.endingWith(`\r\n${ours}/b\n\n\r\n`);
    log.releasing = false;
    peer.send('0\r\nX-Trailer: t\r\nContent-Digest: d\r\n\r\n');
    const exchange = await log.ended();
    await turns();
    expect(client.text.endsWith('/b\n\n\r\n')).toBe(true);
    exchange.release();
    await client.endingWith('\r\n0\r\nX-Trailer: t\r\n\r\n');
    expect(exchange.responseText).toBe(`${begin}${theirs}/a" ${theirs}/b\n\n`);
  });

  it('ends with what was kept back, where the end of the connection ends it', async () => {
    const { client, peer, log, theirs, ours } = await asked();
    peer.send(`${head(json)}["${theirs}/a","${theirs}`);
    await client.endingWith('","');
    peer.socket.end();
    expect(await client.untilEnd()).toBe(`${head(json)}["${ours}/a","${ours}`);
    expect((await log.ended()).outcome).toBe('complete');
  });

  it('goes on to its very last byte when the server breaks it off', async () => {
    const { client, peer, log } = await asked();
    peer.send(`${head(`${json}Transfer-Encoding: chunked\r\n`)}9\r\n"htt`);
    peer.socket.end();
    expect(await client.untilEnd()).toMatch(/\r\n\r\n1\r\n"\r\n3\r\nhtt\r\n$/);
    expect((await log.ended()).outcome).toBe('cut-by-server');
  });

  it('is decoded in one piece if it is coded and chunked', async () => {
    const { client, peer, theirs, ours } = await asked();
    const encoded = zlib.gzipSync(`["${theirs}/a"]`);
    const [first, second] = [encoded.subarray(0, 10), encoded.subarray(10)];
    peer.send(head(`${json}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n`));
    for (const part of [first, second, Buffer.alloc(0)]) {
      peer.send(
        Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
      );
    }
    const text = await client.endingWith('\r\n0\r\n\r\n');
    const body = Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1');
    const at = body.indexOf('\r\n') + 2;
    expect(String(zlib.gunzipSync(body.subarray(at, -7)))).toBe(`["${ours}/a"]`);
  });
});

describe('what goes on as it came', () => {
  it.each([
    ['is an answer to a HEAD', 'HEAD /x HTTP/1.1', '200 OK', `${json}Content-Length: 999\r\n`, ''],
    ['has no body', 'GET /x HTTP/1.1', '204 No Content', json, ''],
    ['was not modified', 'GET /x HTTP/1.1', '304 Not Modified', json, ''],
    ['is a part', 'GET /x HTTP/1.1', '206 Partial Content', json, 'ORIGIN'],
    ['is no text', 'GET /x HTTP/1.1', '200 OK', 'Content-Type: image/png\r\n', 'ORIGIN'],
    ['has no type', 'GET /x HTTP/1.1', '200 OK', '', 'ORIGIN'],
    [
      'is UTF-16',
      'GET /x HTTP/1.1',
      '200 OK',
      'Content-Type: text/xml; charset=utf-16\r\n',
      'ORIGIN',
    ],
  ])('%s', async (_what, request, status, fields, body) => {
    const { client, peer, log, notices, theirs } = await asked(request);
    const content = body.replace('ORIGIN', theirs);
    const wire =
      content === '' ? Buffer.from(head(fields, status)) : sized(fields, content, status);
    peer.send(wire);
    await log.ended();
    await client.until(() => client.length === wire.length);
    expect(client.text).toBe(wire.toString('latin1'));
    expect(notices).toEqual([]);
  });

  it.each([
    ['is too large', json, 'x'.repeat(20_000), 'it is too large'],
    [
      'is coded in an unknown way',
      `${json}Content-Encoding: zstd\r\n`,
      'x',
      'its content coding is unknown',
    ],
    ['is coded wrongly', `${json}Content-Encoding: gzip\r\n`, 'x', 'its content coding is broken'],
  ])('and is told of, once, if it %s', async (_what, fields, body, reason) => {
    const { client, peer, notices, theirs } = await asked();
    const wire = sized(fields, `${theirs}${body}`);
    peer.send(wire);
    await client.until(() => client.length === wire.length);
    expect(client.text).toBe(wire.toString('latin1'));
    client.send('GET /x HTTP/1.1\r\nHost: h\r\n\r\n');
    await peer.until(() => peer.text.split('\r\n\r\n').length === 3);
    peer.send(wire);
    await client.until(() => client.length === 2 * wire.length);
    expect(notices).toEqual([
      `what may name ${theirs} went to a desktop as it came, in spite of --rewrite-origin: ${reason}`,
    ]);
  });

  it('streams on if it is a stream of events with a coding, and is told of', async () => {
    const { client, peer, notices } = await asked();
    peer.send(
      head(
        'Content-Type: text/event-stream\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n',
      ),
    );
    peer.send('3\r\nabc\r\n');
    await client.endingWith('\r\n3\r\nabc\r\n');
    expect(notices).toHaveLength(1);
  });

  it('is an answer to a desktop whose Host would end a string', async () => {
    const scene = await stage({ rewriteOrigin: true });
    const client = scene.desktop();
    client.send('GET / HTTP/1.1\r\nHost: a"b\r\n\r\n');
    const peer = await scene.server.peer();
    await peer.endingWith('\r\n\r\n');
    const wire = sized(json, `["${scene.server.url.origin}"]`);
    peer.send(wire);
    expect(await client.endingWith(']')).toBe(wire.toString('latin1'));
  });
});

describe('a request', () => {
  async function sent(fields: string, body: (ours: string) => string): Promise<Asked> {
    const scene = await asked();
    const { client, peer, ours } = scene;
    peer.send('HTTP/1.1 204 No Content\r\n\r\n');
    await client.endingWith('\r\n\r\n');
    const text = body(ours);
    const host = new URL(ours).host;
    client.send(
      `POST / HTTP/1.1\r\nHost: ${host}\r\n${fields.replace('LENGTH', String(text.length))}\r\n${text.slice(0, 5)}`,
    );
    client.send(text.slice(5));
    return scene;
  }

  it('names the server, as the desktop named the recorder', async () => {
    const { peer, log, theirs, ours, client } = await sent(
      `${json}Content-Length: LENGTH\r\n`,
      (origin) => `{"uri":"${origin}/a"}`,
    );
    client.send('GET /next HTTP/1.1\r\nHost: h\r\n\r\n');
    await peer.until(() => peer.text.includes('/next'));
    const body = `{"uri":"${theirs}/a"}`;
    expect(peer.text).toContain(`Content-Length: ${body.length}\r\n\r\n${body}GET /next`);
    expect(log.exchanges[1]?.requestText).toBe(`{"uri":"${ours}/a"}`);
  });

  it.each([
    ['is chunked', `${json}Transfer-Encoding: chunked\r\n`],
    ['is no text', 'Content-Type: image/png\r\nContent-Length: LENGTH\r\n'],
    ['has a digest', `${json}Digest: x\r\nContent-Length: LENGTH\r\n`],
    ['waits to be asked', `${json}Expect: 100-continue\r\nContent-Length: LENGTH\r\n`],
  ])('goes on as it came, at once, if it %s', async (_what, fields) => {
    const chunked = fields.includes('chunked');
    const { peer, ours } = await sent(fields, (origin) =>
      chunked ? `${origin.length.toString(16)}\r\n${origin}\r\n0\r\n\r\n` : origin,
    );
    await peer.endingWith(chunked ? `${ours}\r\n0\r\n\r\n` : ours);
  });

  it('goes on as far as it came when the desktop breaks it off', async () => {
    const { client, peer, log } = await sent(`${json}Content-Length: 99\r\n`, () => '{"half":');
    client.socket.end();
    expect(await peer.untilEnd()).toMatch(/Content-Length: 99\r\n\r\n\{"half":$/);
    peer.socket.end();
    expect(await log.ended(1)).toMatchObject({
      outcome: 'cut-by-desktop',
      requestText: '{"half":',
    });
  });

  it('is answered 502 if the server can not be reached', async () => {
    const scene = await stage({ rewriteOrigin: true });
    await scene.server.close();
    const client = scene.desktop();
    client.send(`POST / HTTP/1.1\r\nHost: h\r\n${json}Content-Length: 4\r\n\r\n[1`);
    await scene.log.until(() => scene.log.exchanges.length === 1);
    client.send('2]');
    expect(await client.endingWith(')\n')).toMatch(/^HTTP\/1.1 502 /);
    expect(await scene.log.ended()).toMatchObject({ outcome: 'unreachable', requestText: '[12]' });
  });
});

it('leaves bodies as they are without the flag', async () => {
  const { server, desktop } = await stage();
  const client = desktop();
  client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  const peer = await server.peer();
  await peer.endingWith('\r\n\r\n');
  const wire = sized(json, `["${server.url.origin}"]`);
  peer.send(wire);
  expect(await client.endingWith(']')).toBe(wire.toString('latin1'));
});
