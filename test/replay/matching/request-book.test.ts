import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesShape } from '../../../src/replay/matching/compare-shapes.js';
import { emptyMemory, findCall } from '../../../src/replay/matching/find-answer.js';
import { bookKey, keysFor } from '../../../src/replay/matching/redacted-path.js';
import { type Asked, matchesIn } from '../../../src/replay/matching/request-book.js';
import { requestShape } from '../../../src/replay/matching/request-shape.js';
import type { RecordedRequest } from '../../../src/replay/script/script.js';

const pseudonym = `~${'x'.repeat(22)}`;

interface Said {
  readonly target: string;
  readonly body: string;
  readonly type: string;
  readonly credentials: boolean;
  readonly csrfToken: boolean;
  /** As rules may name it. */
  readonly operation?: string | null;
  /** Value of a header that rules compare. */
  readonly header?: string;
}

interface Recorded {
  readonly said: Said;
  readonly redacted: readonly string[];
  readonly status: number;
  readonly csrfRefusal: boolean;
}

/** Mostly the first, so that many requests are equal or differ in one thing. */
const mostly = <T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const json = fc
  .tuple(
    mostly('1', '1.0', '2', '{"a":1}'),
    mostly('"x"', '"y"', '{"x":1}', '[1]'),
    mostly('"a":1', '"a":2', '"b":1', '"a":1,"a":2'),
    mostly('7', '8', '"8"', '{"x":1}', '{"x":2}', '[1]'),
    mostly('"operationId":1', '"operationId":2', '"operationId":1,"operationId":3', '"other":1'),
  )
  .map(
    ([user, first, second, reference, operation]) =>
      `{"user":{"a":${user},"b":1},"a":[{"user":${first}},{${second}}],"referenceId":${reference},${operation}}`,
  );
const said: fc.Arbitrary<Said> = fc.record({
  target: fc.oneof(
    mostly('/p?a=1', '/p?a=2', '/p?a=1&a=1', '/p?b=1&a=1', '/p'),
    mostly('/p/q', '/p;v=1/q', '/p;v=2/q', `/${pseudonym}/q`, '/p/r'),
  ),
  body: fc.oneof(json, json, mostly('a=1', 'a=2', 'a=1&b=1', 'b=1&a=1'), mostly('', 'text')),
  type: mostly('application/json', 'application/x-www-form-urlencoded'),
  credentials: mostly(true, false),
  csrfToken: fc.boolean(),
  operation: mostly<string | null>('Complete', 'Accept', null, pseudonym),
  header: mostly('1', '2'),
});
const places = fc.subarray(
  [
    'body/user',
    'body/user/a',
    'body/a',
    'body/a/0/user',
    'body',
    'body/referenceId/x',
    'query/a',
    'form/a',
    'text',
    'path',
    'header/cookie/JSESSIONID',
    'header/x-version',
  ],
  { minLength: 1, maxLength: 2 },
);
const recorded: fc.Arbitrary<Recorded> = fc.record({
  said,
  redacted: fc.oneof(fc.constant<string[]>([]), places),
  status: mostly(200, 304),
  csrfRefusal: mostly(false, true),
});
const asked = fc.record({ said, conditional: fc.boolean() });

const shapeOf = ({ target, body, type, operation, header, ...flags }: Said) => ({
  ...requestShape({
    method: 'POST',
    target,
    contentType: type,
    body: Buffer.from(body),
    ...flags,
  }),
  ...(operation === undefined ? {} : { operation }),
  ...(header === undefined ? {} : { headers: [['x-version', header] as const] }),
});

function requestOf(each: Recorded, at: number): RecordedRequest {
  return {
    exchange: at + 1,
    call: true,
    path: each.said.target,
    shape: {
      ...shapeOf(each.said),
      redacted: new Set(each.redacted),
      csrfRefusal: each.csrfRefusal,
    },
    position: at,
    status: each.status,
    latency: 0,
    answerSeq: at,
    beginsSession: false,
    unusable: null,
  };
}

function bookOf(requests: readonly RecordedRequest[]): Map<string, RecordedRequest[]> {
  const book = new Map<string, RecordedRequest[]>();
  for (const each of requests) {
    const key = bookKey(each.shape);
    book.set(key, [...(book.get(key) ?? []), each]);
  }
  return book;
}

/** What `matching` must come to: each candidate is compared. */
function compared(book: Map<string, RecordedRequest[]>, { shape, conditional }: Asked): number[] {
  return keysFor(shape)
    .flatMap((key) => book.get(key) ?? [])
    .filter((each) => (each.status !== 304 || conditional) && matchesShape(shape, each.shape))
    .map(({ exchange }) => exchange)
    .sort((a, b) => a - b);
}

const ids = (requests: readonly RecordedRequest[]): number[] =>
  requests.map(({ exchange }) => exchange);

describe('a request book', () => {
  it('finds what comparing with each recorded request finds, in the same order', () => {
    let matches = 0;
    fc.assert(
      fc.property(
        fc.array(recorded, { minLength: 1, maxLength: 20 }),
        fc.array(asked, { minLength: 1, maxLength: 20 }),
        (all, questions) => {
          const book = bookOf(all.map(requestOf));
          for (const each of questions) {
            const question = { shape: shapeOf(each.said), conditional: each.conditional };
            const found = ids(matchesIn(book, question));
            matches += found.length;
            expect(found).toEqual(compared(book, question));
            expect(ids(matchesIn(book, question))).toEqual(found);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(matches).toBeGreaterThan(500);
  });

  it('finds requests that were added to it', () => {
    const one = { target: '/p', body: '{}', type: '', credentials: true, csrfToken: false };
    const spec = { said: one, redacted: [], status: 200, csrfRefusal: false };
    const requests = [0, 1].map((at) => requestOf(spec, at));
    const book = bookOf(requests);
    const question = { shape: shapeOf(one), conditional: false };
    expect(ids(matchesIn(book, question))).toEqual([1, 2]);
    book.get(bookKey(shapeFor(requests)))?.push(requestOf(spec, 2));
    expect(ids(matchesIn(book, question))).toEqual([1, 2, 3]);
  });

  it('looks at no other of ten thousand calls on one path, nor at those that were answered', () => {
    let looks = 0;
    const requests = Array.from({ length: 10_000 }, (_, at) => {
      const body = `{"operationName":"Complete","id":${at % 5_000}}`;
      const one = { target: '/p', body, type: '', credentials: true, csrfToken: false };
      const request = requestOf({ said: one, redacted: [], status: 200, csrfRefusal: false }, at);
      const { shape } = request;
      return Object.defineProperty({ ...request }, 'shape', {
        get: () => {
          looks++;
          return shape;
        },
      });
    });
    const memory = emptyMemory();
    const book = new Map([[bookKey(shapeFor(requests)), requests]]);
    const questions = Array.from({ length: 5_000 }, (_, id) => ({
      shape: shapeOf({
        target: '/p',
        body: `{"id":${id},"operationName":"Complete"}`,
        type: '',
        credentials: true,
        csrfToken: false,
      }),
      conditional: false,
    }));
    const call = (id: number): number | undefined => {
      const found = findCall(book, questions[id] as Asked, memory);
      if (found !== null) memory.used.add(found.exchange);
      return found?.exchange;
    };
    call(0);
    looks = 0;
    for (let id = 1; id < 5_000; id++) expect(call(id)).toBe(id + 1);
    for (let id = 0; id < 5_000; id++) expect(call(id)).toBe(id + 5_001);
    expect(call(77)).toBeUndefined();
    expect(looks).toBeLessThan(50_000);
  });
});

function shapeFor([first]: readonly RecordedRequest[]): RecordedRequest['shape'] {
  return (first as RecordedRequest).shape;
}
