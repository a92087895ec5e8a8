import type { Row } from '../../../../src/ui/protocol/row.js';
import { RowBook } from '../../../../src/ui/view/row-book.js';
import { compileSearch } from '../../../../src/ui/view/search/compile-search.js';
import { parseSearch } from '../../../../src/ui/view/search/parse-search.js';
import type { SearchContext } from '../../../../src/ui/view/search/search-context.js';
import { call, notification, row } from '../rows.js';

/** 2026-03-02, 12:26:14 UTC. */
const START = Date.UTC(2026, 2, 2, 12, 26, 14);

/** A small day of two agents. */
export const DAY: readonly Row[] = [
  row('safe', 1, { method: 'GET', path: '/api/v2/me', status: 403, outcome: 'complete' }),
  row('bayeux', 2, { method: 'POST', path: '/api/v2/notifications/connect', status: 200 }),
  call(3, { reference: '45', answers: 1 }),
  notification(4, { reference: '45', call: 3, rule: 'reference-response' }),
  call(5, { operation: 'CompleteTransfer', path: '/api/v2/me/chats/9?x=a,b', answers: 0 }),
  call(6, { operation: 'Accept', status: 500, session: 2, reference: '"45"' }),
  notification(7, { session: 2, call: 3, rule: 'copy', copy: true }),
  notification(8, {
    channel: '/v2/me/chats',
    notificationType: null,
    messageType: 'ChatStateChange',
  }),
  call(9, { operation: 'Release', status: null, outcome: 'open', end: null, session: null }),
  call(10, { operation: 'Do it', end: START + 3_000, answers: 0, status: 204 }),
].map((each, place) => ({
  ...each,
  at: START + place * 1_000,
  end:
    each.id === 10 ? START + 9_000 + 1_500 : each.end === null ? null : START + place * 1_000 + 5,
}));

export function contextOf(rows: readonly Row[]): SearchContext & { readonly book: RowBook } {
  const book = new RowBook();
  book.add(rows);
  return {
    book,
    userOf: (session) => ({ 1: 'a1', 2: 'Agent Two' })[session] ?? null,
    find: (key) => book.find(key),
    answersOf: (id) => book.answersOf(id),
    span: book.span,
  };
}

/** Ids of what a search finds in the day. */
export function found(search: string): readonly number[] {
  const context = contextOf(DAY);
  return DAY.filter(compileSearch(parseSearch(search, context.span), context)).map(({ id }) => id);
}

/** What is said of a search that is not understood in full. */
export function problems(search: string): readonly string[] {
  return parseSearch(search).problems.map(({ words, from, to }) => `${from}-${to} ${words}`);
}
