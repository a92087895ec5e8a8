import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createRecording } from '../../../src/recording/create-recording.js';
import type {
  Body,
  Headers,
  MessageRow,
  RequestRow,
  ResponseRow,
} from '../../../src/recording/exchange.js';
import { jsonText } from '../../json/arbitrary-json.js';
import { plainBody } from '../build-recording.js';

/** Characters of all kinds: controls, NUL, halves of surrogate pairs, other planes. */
const text = fc.string({ unit: 'binary', maxLength: 6 });
const words = fc.oneof(text, jsonText, fc.constantFrom('', '__proto__', 'null', '\u2028\r\n'));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const pairs: fc.Arbitrary<Headers> = fc.array(fc.tuple(words, words), { maxLength: 3 });
const places = fc.array(words, { maxLength: 2 });
const time = fc.oneof(
  fc.double({ min: 1.7e12, max: 1.8e12, noNaN: true }),
  fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }),
  fc.constantFrom(0, 0.1, 253_402_300_799_999.5, 253_402_300_800_000),
);
const count = fc.nat();

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array)),
  fc.oneof(words, fc.constantFrom('\ufeff{}', ' {}', '{}\n', '{"a":1,"a":1.10}')).map(Buffer.from),
);

const body: fc.Arbitrary<Body> = fc.oneof(
  bytes.map(plainBody),
  fc.tuple(bytes, fc.constantFrom('gzip', 'x, y')).map(([content, encoding]) => {
    const encoded = gzipSync(content);
    const length = encoded.length;
    return { content, encoded, encoding, length, digest: null, omitted: null };
  }),
  // Something was redacted in it.
  fc.tuple(bytes, count).map(([content, length]) => ({ ...plainBody(content), length })),
  fc
    .record({
      length: count,
      encoding: maybe(words),
      digest: maybe(fc.string({ unit: 'grapheme-ascii' })),
      omitted: fc.constantFrom('unknown-encoding' as const, 'broken-encoding', 'too-large'),
    })
    .map((said) => ({ ...said, content: null, encoded: null })),
);

type Rows<T, Own extends keyof T> = fc.Arbitrary<Omit<T, Own>>;

const request: Rows<RequestRow, 'id' | 'seq' | 'session'> = fc.record({
  connection: count,
  startedAt: time,
  method: words,
  path: words,
  httpVersion: words,
  headers: pairs,
  trailers: pairs,
  body: maybe(body),
  kind: fc.constantFrom('call', 'safe', 'bayeux', 'websocket'),
  operation: maybe(words),
  reference: maybe(words),
  redacted: places,
});

const response: Rows<ResponseRow, 'exchange' | 'seq'> = fc.record({
  endedAt: time,
  status: maybe(count),
  reason: maybe(words),
  httpVersion: maybe(words),
  outcome: fc.constantFrom('complete', 'cut-by-server', 'cut-by-desktop', 'unreachable'),
  headers: maybe(pairs),
  trailers: pairs,
  body: maybe(body),
  reference: maybe(words),
  redacted: places,
});

/** A text with the `data` in it, if any. */
const messageText: fc.Arbitrary<readonly [text: string, data: string | null]> = fc.oneof(
  fc
    .tuple(jsonText, jsonText)
    .map(([data, ext]) => [`{"ext":${ext},"data":${data}}`, data.trim()] as const),
  words.map((said) => [said, null] as const),
);

const message: Rows<MessageRow, 'id' | 'seq' | 'exchange'> = fc
  .record({
    at: time,
    direction: fc.constantFrom('to-server' as const, 'to-desktop'),
    channel: maybe(words),
    clientId: maybe(words),
    said: messageText,
    facts: maybe(
      fc.record({
        messageType: maybe(words),
        notificationType: maybe(words),
        referenceId: maybe(words),
        otherData: maybe(words),
      }),
    ),
    hasOther: fc.boolean(),
    redacted: places,
  })
  .map(({ said: [written, own], facts, hasOther, ...row }) => {
    if (facts === null) return { ...row, text: written, notification: null };
    const { otherData, ...types } = facts;
    const data = hasOther ? otherData : own;
    return { ...row, text: written, notification: { ...types, data } };
  });

const evidence = fc.dictionary(words, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 });

const step = fc.oneof(
  fc.record({ what: fc.constant('session' as const), at: time, user: maybe(words) }),
  fc.record({ what: fc.constant('request' as const), request, session: count, later: count }),
  fc.record({ what: fc.constant('response' as const), of: count, response }),
  fc.record({
    what: fc.constant('message' as const),
    ...{
      of: count,
      message,
      link: maybe(fc.record({ call: count, evidence, copy: fc.boolean() })),
    },
  }),
  fc.record({
    what: fc.constant('fact' as const),
    name: fc.constantFrom('a', '__proto__'),
    value: words,
  }),
);

/** What a recording is made of, and how. */
export const recordingPlan = fc.record({
  steps: fc.array(step, { maxLength: 25 }),
  /** What is lost in gaps: rows by their number in the order of writing. */
  gaps: fc.array(fc.record({ from: time, to: time, reason: words }), { maxLength: 2 }),
  lost: fc.array(fc.nat(40), { maxLength: 4 }),
  /** Rows are written when an exchange has passed, so not in wire order. */
  lateRequests: fc.boolean(),
});

type Plan = typeof recordingPlan extends fc.Arbitrary<infer T> ? T : never;

/** Makes the recording; with gaps, rows are lost that others refer to. */
export function record(file: string, plan: Plan): void {
  const writer = createRecording(file, { startedAt: 1_767_225_600_000.25, facts: { label: 'x' } });
  const writes: (() => void)[] = [];
  const late: (() => void)[] = [];
  const requests: number[] = [];
  const startedAt = new Map<number, number>();
  const answered = new Set<number>();
  let sessions = 0;
  let messages = 0;
  let seq = 0;
  const oneOf = (ids: readonly number[], at: number): number | undefined => ids[at % ids.length];
  const sessionBy = (at: number): number | null =>
    at % (sessions + 1) === 0 ? null : at % (sessions + 1);

  const open = () => requests.filter((id) => !answered.has(id));

  for (const each of plan.steps) {
    if (each.what === 'session') {
      sessions += 1;
      const id = sessions;
      writes.push(() => writer.session(id, each.at));
      const { user } = each;
      if (user !== null) writes.push(() => writer.user(id, user));
    } else if (each.what === 'request') {
      const id = requests.length + 1;
      requests.push(id);
      startedAt.set(id, each.request.startedAt);
      seq += 1;
      const row = { ...each.request, id, seq, session: sessionBy(each.session) };
      (plan.lateRequests ? late : writes).push(() => writer.request(row));
      const later = sessionBy(each.later);
      if (later !== null) writes.push(() => writer.assign(id, later));
    } else if (each.what === 'response') {
      const exchange = oneOf(open(), each.of);
      if (exchange === undefined) continue;
      answered.add(exchange);
      seq += 1;
      // No answer ends before its request begins.
      const endedAt = Math.max(each.response.endedAt, startedAt.get(exchange) ?? 0);
      const row = { ...each.response, exchange, seq, endedAt };
      writes.push(() => writer.response(row));
    } else if (each.what === 'message') {
      const exchange = oneOf(open(), each.of);
      if (exchange === undefined) continue;
      messages += 1;
      seq += 1;
      const id = messages;
      const row = { ...each.message, id, seq, exchange };
      writes.push(() => writer.message(row));
      const call = each.link === null ? undefined : oneOf(requests, each.link.call);
      if (call === undefined || each.link === null || row.notification === null) continue;
      const { copy, evidence: why } = each.link;
      writes.push(() =>
        writer.link({ call, notification: id, rule: 'order', evidence: why, copy }),
      );
    } else {
      writes.push(() => writer.fact(each.name, each.value));
    }
  }
  for (const gap of plan.gaps) writer.gap(gap);
  const lost = new Set(plan.gaps.length > 0 ? plan.lost : []);
  for (const [index, write] of [...writes, ...late.reverse()].entries()) {
    if (!lost.has(index)) write();
  }
  writer.close(0);
}
