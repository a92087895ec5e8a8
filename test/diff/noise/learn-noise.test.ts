import { describe, expect, it } from 'vitest';
import { learnNoise } from '../../../src/diff/noise/learn-noise.js';
import {
  COMPLETE,
  finding,
  inBody,
  kindsFrom,
  learnedFrom,
  nothing,
  type Pair,
  residue,
  STATUS_CHANGE,
} from './findings.js';

function pairs(count: number, value: (n: number) => unknown): readonly Pair[] {
  return Array.from({ length: count }, (_, at) => [value(2 * at), value(2 * at + 1)]);
}

/** Hexadecimal digits that look like chance, always the same. */
function hex(n: number, length = 16): string {
  let [text, state] = ['', n + 1];
  while (text.length < length) {
    state = (state * 48271) % 2147483647;
    text += (state % 16).toString(16);
  }
  return `${text.slice(0, -1)}${n % 10}`;
}

const uuid = (n: number): string =>
  [8, 4, 4, 4, 12].map((length, at) => hex(n * 5 + at, length)).join('-');

describe('learnNoise', () => {
  it('names label, place and kind, and counts the evidence', () => {
    expect(learnedFrom(inBody('/requestId', [uuid(1), uuid(2)], [uuid(3), uuid(4)]))).toEqual([
      { in: COMPLETE, at: '/requestId', kind: 'uuid', seen: 100, varied: 2 },
    ]);
  });

  it('learns nothing from what did not vary', () => {
    expect(learnNoise([])).toEqual([]);
    expect(learnNoise([residue([]), residue([])])).toEqual([]);
  });

  it('takes two values for an enumeration, whatever they look like', () => {
    expect(kindsFrom(inBody('/state', ['Ringing', 'Established']))).toEqual([
      { kind: 'values', values: ['Established', 'Ringing'] },
    ]);
    expect(kindsFrom(inBody('/count', [3, 4]))).toEqual([{ kind: 'values', values: [3, 4] }]);
    expect(kindsFrom(inBody('/node', ['node-17a', 'node-18b']))).toEqual([
      { kind: 'values', values: ['node-17a', 'node-18b'] },
    ]);
    const again = Array.from({ length: 50 }, (): Pair => [uuid(1), uuid(2)]);
    expect(kindsFrom(inBody('/queue', ...again))).toEqual([
      { kind: 'values', values: [uuid(1), uuid(2)].toSorted() },
    ]);
  });

  it('takes moments for moments that are none by their name or form', () => {
    expect(kindsFrom(inBody('/seen', ...pairs(2, (n) => 1_700_000_000 + n)))).toEqual([
      'timestamp',
    ]);
    // Two are no evidence: they may number customers.
    expect(kindsFrom(inBody('/seen', [1_700_000_000, 1_700_000_001]))).toEqual([
      { kind: 'values', values: [1_700_000_000, 1_700_000_001] },
    ]);
    expect(kindsFrom(inBody('/seen', ['2015-03-02T12:26:14Z', '2015-03-02 12:26:14']))).toEqual([
      { kind: 'values', values: ['2015-03-02 12:26:14', '2015-03-02T12:26:14Z'] },
    ]);
  });

  it('takes numbers that hardly come again for a counter', () => {
    expect(kindsFrom(inBody('/queueSize', ...pairs(3, (n) => 1041 + n)))).toEqual(['counter']);
    expect(kindsFrom(inBody('/queueSize', ...pairs(3, (n) => String(1041 + n))))).toEqual([
      'counter',
    ]);
    expect(kindsFrom(inBody('/load', ...pairs(3, (n) => 0.25 + n * 100.5)))).toEqual(['number']);
    expect(kindsFrom(inBody('/offset', ...pairs(3, (n) => -100 - n)))).toEqual(['number']);
  });

  it('never takes codes for a counter, however many were seen', () => {
    const codes = pairs(3, (n) => 1041 + n);
    for (const name of ['statusCode', 'code', 'errorCode', 'state', 'type', 'codes/*']) {
      expect(kindsFrom(inBody(`/${name}`, ...codes))).toEqual([
        { kind: 'values', values: [1041, 1042, 1043, 1044, 1045, 1046] },
      ]);
    }
    // Seventy codes are too many to list, and no counter for that.
    expect(kindsFrom(inBody('/statusCode', ...pairs(35, (n) => 1041 + n)))).toEqual([]);
  });

  it('asks for more evidence where numbers are small', () => {
    expect(kindsFrom(inBody('/level2', ...pairs(4, (n) => n)))).toEqual([
      { kind: 'values', values: [0, 1, 2, 3, 4, 5, 6, 7] },
    ]);
    expect(kindsFrom(inBody('/waiting', ...pairs(10, (n) => n)))).toEqual(['counter']);
  });

  it('takes strings like chance for tokens, of their alphabet and length', () => {
    expect(kindsFrom(inBody('/nonce', ...pairs(2, (n) => hex(n))))).toEqual([
      { kind: 'token', alphabet: 'hex', length: [16, 16] },
    ]);
    expect(kindsFrom(inBody('/nonce', ...pairs(2, (n) => `n_${hex(n, 10 + n)}`)))).toEqual([
      { kind: 'token', alphabet: 'base64', length: [12, 15] },
    ]);
  });

  it('takes names that end in a number for an enumeration until many were seen', () => {
    const queues = (count: number) => inBody('/queue', ...pairs(count, (n) => `Queue${100 + n}`));
    expect(kindsFrom(queues(3))).toEqual([
      {
        kind: 'values',
        values: ['Queue100', 'Queue101', 'Queue102', 'Queue103', 'Queue104', 'Queue105'],
      },
    ]);
    expect(kindsFrom(queues(5))).toEqual([
      { kind: 'token', alphabet: 'letters-digits', length: [8, 8] },
    ]);
  });

  it('takes sentences that hardly come again for text, but not single words', () => {
    expect(kindsFrom(inBody('/message', ...pairs(6, (n) => `It is call ${n}.`)))).toEqual(['text']);
    const states = Array.from({ length: 12 }, (_, n) => `State${String.fromCharCode(65 + n)}`);
    expect(kindsFrom(inBody('/state', ...pairs(6, (n) => states[n])))).toEqual([
      { kind: 'values', values: states },
    ]);
  });

  it('learns from three recordings as well as from two', () => {
    const values = Array.from({ length: 12 }, (_, n) => 5000 + 37 * n);
    const of = (from: number, to: number) =>
      residue(
        inBody(
          '/size',
          ...[0, 1, 2, 3].map((at): Pair => [values[3 * at + from], values[3 * at + to]]),
        ),
      );
    expect(learnNoise([of(0, 1), of(0, 2), of(1, 2)])).toEqual([
      { in: COMPLETE, at: '/size', kind: 'counter', seen: 300, varied: 12 },
    ]);
  });

  it('covers no type that it has not seen', () => {
    expect(
      kindsFrom(inBody('/size', ...pairs(4, (n) => (n % 2 === 0 ? 5000 + n : `${n}`)))),
    ).toEqual([{ kind: 'values', values: ['1', '3', '5', '7', 5000, 5002, 5004, 5006] }]);
    expect(kindsFrom(inBody('/size', [5000, null]))).toEqual([
      { kind: 'values', values: [5000, null] },
    ]);
  });

  it('says of a member that it is there or not, with the values that it had', () => {
    expect(kindsFrom(inBody('/disposition', ['Sold', nothing], [nothing, 'Lost']))).toEqual([
      { kind: 'values', values: ['Lost', 'Sold'], absent: true },
    ]);
    expect(kindsFrom(inBody('/id', [uuid(1), nothing], [nothing, uuid(2)]))).toEqual([
      { kind: 'uuid', absent: true },
    ]);
    expect(kindsFrom(inBody('/call', [{ duration: 3 }, nothing], [nothing, { id: '7' }]))).toEqual([
      'absent',
    ]);
    expect(kindsFrom(inBody('/list/*', [nothing, [1]]))).toEqual(['absent']);
  });

  it('learns headers and statuses by their values', () => {
    expect(
      learnedFrom([
        finding('status', COMPLETE, null, [200, 503]),
        finding('header', COMPLETE, 'x-request-id', [uuid(1), uuid(2)]),
        finding('header', COMPLETE, 'server', ['a/1', nothing]),
      ]),
    ).toEqual([
      { in: COMPLETE, kind: 'values', values: [200, 503], seen: 100, varied: 1 },
      {
        ...{ in: COMPLETE, header: 'server', kind: 'values', values: ['a/1'], absent: true },
        ...{ seen: 100, varied: 1 },
      },
      { in: COMPLETE, header: 'x-request-id', kind: 'uuid', seen: 100, varied: 1 },
    ]);
    const statuses = Array.from({ length: 20 }, (_, n) => 400 + n);
    expect(
      kindsFrom(pairs(10, (n) => statuses[n]).map((pair) => finding('status', 'x', null, pair))),
    ).toEqual([{ kind: 'values', values: statuses }]);
  });

  it('learns how often a notification comes, and that the order of some means nothing', () => {
    const times = (baseline: number, candidate: number) => ({ times: { baseline, candidate } });
    const data: Pair = [{ state: 'Completed' }, nothing];
    expect(
      learnedFrom([
        finding('notification-missing', STATUS_CHANGE, '', data, times(3, 1)),
        finding('notification-extra', STATUS_CHANGE, '', [nothing, {}], times(0, 1)),
        finding('notification-order', STATUS_CHANGE, null, [1, 2]),
      ]),
    ).toEqual([
      { in: STATUS_CHANGE, kind: 'order', seen: 100, varied: 1 },
      { in: STATUS_CHANGE, kind: 'times', least: 0, most: 3, seen: 100, varied: 2 },
    ]);
  });

  it('learns that a list comes in any order, and not what else differs in it', () => {
    const [found] = inBody('/capabilities', [
      ['a', 'b'],
      ['b', 'a'],
    ]);
    expect(kindsFrom(found === undefined ? [] : [{ ...found, reordered: true }])).toEqual([
      'order',
    ]);
  });

  it('learns nothing of calls, of latency, or of a notification on another channel', () => {
    expect(
      learnedFrom([
        finding('call-missing', COMPLETE, null),
        finding('call-extra', COMPLETE, null),
        finding('notification-late', STATUS_CHANGE, null, [1, 2]),
        finding('notification-changed', STATUS_CHANGE, null, ['/a', '/b']),
      ]),
    ).toEqual([]);
  });

  it('gives the same rules whatever order the findings came in', () => {
    const findings = [
      ...inBody('/b', ...pairs(8, (n) => 1000 + n)),
      ...inBody('/a', ['x', 'y'], ['z', 'y']),
      ...inBody('/a/c', [hex(1), hex(2)], [hex(3), hex(4)]),
      finding('notification-order', STATUS_CHANGE, null, [1, 2]),
    ];
    const rules = JSON.stringify(learnedFrom(findings));
    expect(JSON.stringify(learnedFrom(findings.toReversed()))).toBe(rules);
  });

  it('is not confused by names of prototypes, nor by stars and huge names', () => {
    expect(
      learnedFrom([
        finding('body', '__proto__', '/__proto__/constructor', ['a', 'b']),
        finding('body', 'x', '/a/**/b', ['a', 'b']),
        finding('body', 'x'.repeat(20_000), '/a', ['a', 'b']),
        finding('body', 'x', `/${'a'.repeat(20_000)}`, ['a', 'b']),
        finding('body', 'x', '/text', ['a'.repeat(2_000), 'b']),
      ]),
    ).toEqual([
      {
        ...{ in: '__proto__', at: '/__proto__/constructor', kind: 'values', values: ['a', 'b'] },
        ...{ seen: 100, varied: 1 },
      },
    ]);
  });

  it('takes time that grows with what was found', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => inBody(`/p${n}`, [n, n + 1])).flat();
    expect(learnedFrom(many)).toHaveLength(20_000);
    expect(kindsFrom(inBody('/p', ...pairs(100_000, (n) => n)))).toEqual(['counter']);
  });
});
