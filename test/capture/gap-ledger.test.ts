import { beforeEach, expect, it } from 'vitest';
import { GapLedger } from '../../src/capture/gap-ledger.js';
import type { GapNews } from '../../src/recording/gap-news.js';

let news: GapNews[];
let ledger: GapLedger;

beforeEach(() => {
  news = [];
  ledger = new GapLedger((gap) => news.push(gap));
});

it('counts a gap that is told twice once, and knows whether it lasts', () => {
  const begun = { from: 1, to: null, reason: 'late' };
  const over = { from: 1, to: 5, reason: 'was late' };
  ledger.tell(begun);
  expect(ledger.state).toEqual({ gaps: 1, inGap: 'late' });
  ledger.tell(over);
  expect(ledger.state).toEqual({ gaps: 1, inGap: null });
  expect(news).toEqual([begun, over]);
});

it('takes a gap of a moment for no end of one that began at the same time', () => {
  ledger.tell({ from: 1, to: null, reason: 'late' });
  ledger.tell({ from: 1, to: 1, reason: 'a batch is too large' });
  expect(ledger.state).toEqual({ gaps: 2, inGap: 'late' });
  ledger.tell({ from: 1, to: 5, reason: 'was late' });
  expect(ledger.state).toEqual({ gaps: 2, inGap: null });
});
