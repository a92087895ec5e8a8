import { expect, it } from 'vitest';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { RowBook } from '../../../../src/ui/view/row-book.js';
import type { SearchContext } from '../../../../src/ui/view/search/search-context.js';
import { rowLook } from '../../../../src/ui/view/table/row-look.js';
import {
  barLength,
  offsetText,
  rowLine,
  rowWords,
} from '../../../../src/ui/view/table/row-words.js';
import { call, notification, row } from '../rows.js';

const rows: readonly Row[] = [
  call(1, { answers: 1 }),
  notification(2, { call: 1, at: 60 }),
  notification(3, { call: 1, copy: true, session: 2, at: 70 }),
  notification(4),
  call(5),
  call(6, { status: null, end: null, outcome: 'open', path: '/a\u202eb\n' }),
  call(7, { status: null, outcome: 'cut-by-server' }),
  call(8, { miss: 3, status: 404 }),
  row('message', 9, { direction: 'to-server', channel: '/meta/connect' }),
  notification(10, { state: 'undelivered' }),
  call(11, { path: '/api/v2/me?x=1', operation: null }),
];
const book = new RowBook();
book.add(rows);
const context: SearchContext = {
  userOf: (session) => (session === 1 ? 'a1' : null),
  find: (key) => book.find(key),
  answersOf: (id) => book.answersOf(id),
  span: book.span,
};

it('tells a row as a line of text', () => {
  expect(rows.map((each) => rowLine(each, context).split('\t').slice(1).join('|'))).toEqual([
    'a1 #1|call|Complete POST|/api/v2/me/tweets/1|200|5 ms|→ 1|50 ms',
    'a1 #1|notification|TwitterStateChangeMessage StatusChange|/v2/me/tweets|||← Complete|50 ms',
    '#2|notification|TwitterStateChangeMessage StatusChange|/v2/me/tweets|||copy of Complete|60 ms',
    'a1 #1|notification|TwitterStateChangeMessage StatusChange|/v2/me/tweets|||unsolicited|',
    'a1 #1|call|Complete POST|/api/v2/me/tweets/5|200|5 ms|uncorrelated|',
    'a1 #1|call|Complete POST|/a\\u202eb\\n|open|||',
    'a1 #1|call|Complete POST|/api/v2/me/tweets/7|cut by server|5 ms||',
    'a1 #1|call|Complete POST|/api/v2/me/tweets/8|miss 3|5 ms||',
    'a1 #1|message|to server|/meta/connect||||',
    'a1 #1|notification|TwitterStateChangeMessage StatusChange|/v2/me/tweets|undelivered||unsolicited|',
    'a1 #1|call|POST|/api/v2/me?x=1|200|5 ms||',
  ]);
});

it('tells the time by the clock of UTC, or since the first event', () => {
  const [first = call(1)] = rows;
  expect(rowWords(first, context, null).time).toBe('00:00:00.010');
  expect(rowWords(first, context, 4).time).toBe('+0.006');
  expect([0, 1_234, 62_003.4, 3_723_004, -5].map(offsetText)).toEqual([
    '+0.000',
    '+1.234',
    '+1:02.003',
    '+1:02:03.004',
    '−0.005',
  ]);
});

it('marks what is worth to be seen', () => {
  expect(rows.map(rowLook)).toEqual([
    'call',
    'answer',
    'copy',
    'unsolicited',
    'uncorrelated',
    'call',
    'failed',
    'failed',
    'message',
    'undelivered',
    'call',
  ]);
});

it('draws bars for short and long times alike', () => {
  expect([null, 0, -1, Number.NaN].map(barLength)).toEqual([0, 0, 0, 0]);
  expect(barLength(0.01)).toBe(0.02);
  expect(barLength(60_000)).toBe(1);
  expect(barLength(1e9)).toBe(1);
  expect(barLength(100)).toBeGreaterThan(barLength(10) + 0.1);
});

it('shows of a very long path both ends', () => {
  const path = `/api/${'x'.repeat(100_000)}/01QQQG\u202e`;
  const { where } = rowWords(call(1, { path }), context, null);
  expect(where.length).toBeLessThan(400);
  expect(where).toMatch(/^\/api\/x+…x+\/01QQQG\\u202e$/u);
});
