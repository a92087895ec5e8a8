import { expect, it } from 'vitest';
import { RowBook } from '../../../src/ui/view/row-book.js';
import { call, notification } from './rows.js';

it('keeps rows in wire order, also one that comes late', () => {
  const book = new RowBook();
  book.add([call(1, { seq: 1 }), call(3, { seq: 7 })]);
  book.add([call(2, { seq: 4 })]);
  expect(book.rows.map(({ key }) => key)).toEqual(['e1', 'e2', 'e3']);
  expect(['e1', 'e2', 'e3', 'e4'].map((key) => book.placeOf(key))).toEqual([0, 1, 2, -1]);
});

it('replaces a row that has changed, where it stands', () => {
  const book = new RowBook();
  book.add([call(1, { end: null, status: null }), call(2)]);
  book.add([call(1, { end: 900, status: 200 })]);
  expect(book.rows).toHaveLength(2);
  expect(book.find('e1')).toMatchObject({ status: 200, end: 900 });
});

it('knows the notifications of a call, by wire order, however their links come and go', () => {
  const book = new RowBook();
  book.add([call(1), notification(5, { call: null }), notification(6, { call: 1 })]);
  expect(book.answersOf(1).map(({ id }) => id)).toEqual([6]);
  book.add([notification(5, { call: 1 })]);
  expect(book.answersOf(1).map(({ id }) => id)).toEqual([5, 6]);
  book.add([notification(6, { call: 2 })]);
  expect(book.answersOf(1).map(({ id }) => id)).toEqual([5]);
  expect(book.answersOf(2).map(({ id }) => id)).toEqual([6]);
});

it('spans from the first request to the last answer', () => {
  const book = new RowBook();
  expect(book.span).toBeNull();
  book.add([call(1, { at: 100, end: 5_000 }), notification(2, { at: 300, end: 300 })]);
  expect(book.span).toEqual({ from: 100, to: 5_000 });
  book.clear();
  expect(book.span).toBeNull();
});

it('tells what has changed since, until too much has or rows change their places', () => {
  const book = new RowBook();
  const begin = book.revision;
  book.add([call(1, { seq: 1 })]);
  const first = book.revision;
  book.add([call(3, { seq: 7 }), call(1, { seq: 1, status: 500 })]);
  expect(book.changesSince(begin)?.map(({ key }) => key)).toEqual(['e1', 'e3', 'e1']);
  expect(book.changesSince(first)?.map(({ key }) => key)).toEqual(['e3', 'e1']);
  expect(book.changesSince(book.revision)).toEqual([]);
  book.add([call(2, { seq: 4 })]);
  expect(book.changesSince(first)).toBeNull();
  expect(book.changesSince(book.revision)).toEqual([]);
  for (let id = 10; id < 1_000; id += 1) book.add([call(id)]);
  expect(book.changesSince(first)).toBeNull();
  expect(book.changesSince(book.revision - 2)?.map(({ id }) => id)).toEqual([998, 999]);
  const last = book.revision;
  book.clear();
  expect(book.changesSince(last)).toBeNull();
});
