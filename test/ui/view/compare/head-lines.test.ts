import { expect, it } from 'vitest';
import { headLines, headPlaces } from '../../../../src/ui/view/compare/head-lines.js';
import { sideBySide } from '../../../../src/ui/view/compare/side-by-side.js';

const date = 'Sat, 28 Nov 2026 10:00:0';

it('marks of two heads the lines that differ and count, and no others', () => {
  const rows = sideBySide(
    headLines('200 OK', [
      ['Date', `${date}1 GMT`],
      ['X-Version', '1'],
    ]),
    headLines('201 Created', [
      ['Date', `${date}2 GMT`],
      ['X-Version', '2'],
    ]),
    headPlaces([
      { kind: 'header', path: 'x-version', rule: null },
      { kind: 'header', path: 'date', rule: 'date' },
    ]),
  );
  expect(rows.map(({ left, how }) => [left?.text, how])).toEqual([
    ['200 OK', 'ignored'],
    [`Date: ${date}1 GMT`, 'ignored'],
    ['X-Version: 1', 'differs'],
  ]);
});

it('takes the first line for a difference where the status is one', () => {
  expect(headPlaces([{ kind: 'status', path: null, rule: null }])).toEqual(
    headLines('404 Not Found', []).map(({ pointer }) => pointer),
  );
});
