import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RawPeer, RawServer, rawDesktop } from './raw-peer.js';
import { stage } from './stage.js';

/** A message as bytes, and where it is cut into pieces. */
interface Sent {
  readonly bytes: string;
  readonly cuts: readonly number[];
}

interface Exchange {
  readonly request: Sent;
  readonly answer: Sent;
}

const tokenCharacters = [..."!#$%&'*+-.^_`|~09azAZ"];
const token = fc.string({ unit: fc.constantFrom(...tokenCharacters), minLength: 1, maxLength: 8 });
const bytes = fc.uint8Array({ maxLength: 300 }).map((all) => Buffer.from(all).toString('latin1'));
const value = fc
  .string({ unit: fc.constantFrom(...' \tazAZ09",;=:/\xe4\xff\x80'), maxLength: 20 })
  .map((text) => text.replaceAll(/^[ \t]+|[ \t]+$/gu, ''));
const blanks = fc.constantFrom('', ' ', '\t', '  ');

/** Names that mean nothing to a relay. */
const field = fc
  .tuple(token, blanks, value, blanks)
  .map(([name, before, text, after]) => `X-${name}:${before}${text}${after}\r\n`);
const fields = fc.array(field, { maxLength: 6 }).map((lines) => lines.join(''));

const chunk = fc
  .tuple(bytes, fc.nat(2), fc.boolean(), fc.constantFrom('', ';a', ';a="b;c"', ' ;x=1'))
  .filter(([data]) => data !== '')
  .map(([data, zeros, upper, extension]) => {
    const size = '0'.repeat(zeros) + data.length.toString(16);
    return `${upper ? size.toUpperCase() : size}${extension}\r\n${data}\r\n`;
  });
const chunks = fc
  .tuple(fc.array(chunk, { maxLength: 5 }), fields)
  .map(([all, trailers]) => `${all.join('')}0\r\n${trailers}\r\n`);

/** A body with the headers that frame it. */
const framed = fc.oneof(
  bytes.map((body) => ({ headers: `Content-Length: ${body.length}\r\n`, body })),
  chunks.map((body) => ({ headers: 'Transfer-Encoding: chunked\r\n', body })),
);
const bodyless = fc.constant({ headers: '', body: '' });

const cuts = fc.array(fc.nat(3_000), { maxLength: 8 });

const target = fc.oneof(
  fc.webPath({ size: 'small' }).map((path) => path || '/'),
  fc.constantFrom('*', '//', '/%zz?', 'http://else.test/x', '/a?b=http://c'),
);

const request = fc
  .tuple(token, target, fields, fc.oneof(bodyless, framed), fields)
  .filter(([method]) => !['HEAD', 'CONNECT'].includes(method))
  .map(
    ([method, path, before, { headers, body }, after]) =>
      `${method} ${path} HTTP/1.1\r\n${before}Host: HOST\r\n${headers}${after}\r\n${body}`,
  );

const interim = fc
  .tuple(fc.constantFrom('100 Continue', '102 Processing', '103 '), fields)
  .map(([line, lines]) => `HTTP/1.1 ${line}\r\n${lines}\r\n`);

const answer = fc
  .tuple(
    fc.array(interim, { maxLength: 2 }),
    fc.constantFrom('200 OK', '201', '299 ', '404 Not \xe4\xff', '500 Oh', '799 x'),
    fields,
    framed,
    fields,
  )
  .map(
    ([interims, line, before, { headers, body }, after]) =>
      `${interims.join('')}HTTP/1.1 ${line}\r\n${before}${headers}${after}\r\n${body}`,
  );
const empty = fc
  .tuple(fc.constantFrom('204 No Content', '304 Not Modified'), fields)
  .map(([line, lines]) => `HTTP/1.1 ${line}\r\n${lines}\r\n`);

const exchange: fc.Arbitrary<Exchange> = fc
  .tuple(request, fc.oneof({ weight: 4, arbitrary: answer }, empty), cuts, cuts)
  .map(([asked, answered, requestCuts, answerCuts]) => ({
    request: { bytes: asked, cuts: requestCuts },
    answer: { bytes: answered, cuts: answerCuts },
  }));

async function send(peer: RawPeer, { bytes: text, cuts: places }: Sent): Promise<void> {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort(
    (a, b) => a - b,
  );
  let at = 0;
  for (const end of ends) {
    const piece = Buffer.from(text.slice(at, end), 'latin1');
    at = end;
    await new Promise<void>((resolve) => peer.socket.write(piece, () => setImmediate(resolve)));
  }
}

/** Both sides of one connection, on which the exchanges pass, all requests sent ahead or each in its turn. */
async function bothLogs(
  url: string,
  server: RawServer,
  exchanges: readonly Exchange[],
  pipelined: boolean,
): Promise<{ asked: string; answered: string }> {
  const { host } = new URL(url);
  const sent = exchanges.map(({ request: { bytes: text, ...rest } }) => ({
    ...rest,
    bytes: text.replace('HOST', host),
  }));
  const client = rawDesktop(url);
  const index = server.peers.length;
  const peers = server.peer(index);
  if (pipelined) for (const each of sent) await send(client, each);
  let asked = 0;
  let answered = 0;
  for (const [number, { request: original, answer: said }] of exchanges.entries()) {
    if (!pipelined) await send(client, sent[number] as Sent);
    const peer = await peers;
    asked += original.bytes.replace('HOST', server.url.host).length;
    await peer.until(() => peer.length >= asked || peer.ended);
    await send(peer, said);
    answered += said.bytes.length;
    await client.until(() => client.length >= answered || client.ended);
  }
  const peer = await peers;
  client.socket.end();
  await peer.untilEnd();
  peer.socket.end();
  await client.untilClosed();
  // The one documented difference: whom the desktop names as the server.
  return {
    asked: peer.text.replaceAll(`Host: ${host}`, `Host: ${server.url.host}`),
    answered: client.text,
  };
}

it('leaves both sides what they would see of each other without it, whatever they say and however it is cut', async () => {
  const { server, relay, log } = await stage();
  const direct = await RawServer.listen();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(exchange, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (exchanges, pipelined) => {
          const before = log.exchanges.length;
          const [without, through] = [
            await bothLogs(direct.url.origin, direct, exchanges, pipelined),
            await bothLogs(relay.url, server, exchanges, pipelined),
          ];
          expect(through.answered).toBe(without.answered);
          expect(through.asked.replaceAll(server.url.host, direct.url.host)).toBe(without.asked);
          const outcomes = log.exchanges.slice(before).map(({ outcome }) => outcome);
          expect(outcomes).toEqual(exchanges.map(() => 'complete'));
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  } finally {
    await direct.close();
  }
});
