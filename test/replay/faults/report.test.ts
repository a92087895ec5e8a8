import { describe, expect, it } from 'vitest';
import { FaultBook } from '../../../src/replay/faults/fault-book.js';
import type { InjectedFault } from '../../../src/replay/faults/injected-fault.js';
import { describeReplay } from '../../../src/report/replay-summary.js';

const fault = (kind: InjectedFault['kind'], rule: string | null): InjectedFault => ({
  rule,
  kind,
  user: 'a1',
  session: 1,
  copy: 1,
  place: { act: 1, exchange: 2, notification: null },
});

describe('the book of faults', () => {
  it('tells the first ten thousand, and counts the rest', () => {
    const book = new FaultBook();
    for (let n = 0; n < 10_003; n++) book.add(fault('drop', 'drop'));
    expect(book.told).toHaveLength(10_000);
    expect(book.untold).toBe(3);
  });

  it('names the rules that hit nothing, each once', () => {
    const book = new FaultBook();
    book.expect([{ kind: 'drop' }, { kind: 'drop' }, { kind: 'late', ms: 5 }]);
    book.add(fault('late', 'late:ms=5'));
    expect(book.idle).toEqual(['drop']);
  });
});

describe('the summary of a replay', () => {
  it('says by kind what went wrong on purpose, and what did not', () => {
    const faults = [
      fault('drop', 'drop'),
      fault('drop', 'drop'),
      fault('expire', null),
      fault('error', 'error:status=502'),
    ];
    const report = {
      ...{ played: [1], unplayed: [], misses: [], undelivered: [] },
      ...{ faults, untoldFaults: 2, idleFaults: ['late:user=\u001b[2J'] },
    };
    expect(describeReplay(report)).toMatchInlineSnapshot(`
      "played 1 call, 0 never played, 0 misses, 0 notifications undelivered
      6 faults injected: 2 notifications dropped, 1 session expired, 1 answer replaced by an error, 2 more, which were counted only
      the fault late:user=\\u001b[2J hit nothing"
    `);
  });
});
