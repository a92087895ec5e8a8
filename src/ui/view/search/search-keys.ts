import type { Row } from '../../protocol/row.js';
import { delayBetween, durationOf, isMessage } from '../row-traits.js';
import type { SearchContext } from './search-context.js';

interface KeyName {
  readonly name: string;
  /** Other names for the same. */
  readonly aliases?: readonly string[];
  /** For people. */
  readonly hint: string;
}

/** Its value is a text: the whole of it is compared, or (`part`) any place in it. */
export interface TextKey extends KeyName {
  readonly compares: 'whole' | 'part';
  readonly of: (row: Row, context: SearchContext) => string | null;
}

/** Its value is a number, a stretch in milliseconds, or a moment. */
export interface NumberKey extends KeyName {
  readonly compares: 'number' | 'duration' | 'time';
  readonly of: (row: Row, context: SearchContext) => number | null;
}

export type SearchKey = TextKey | NumberKey;

export function isTextKey(key: SearchKey): key is TextKey {
  return key.compares === 'whole' || key.compares === 'part';
}

export const SEARCH_KEYS: readonly SearchKey[] = [
  { name: 'kind', hint: 'call, safe, notification, …', compares: 'whole', of: (row) => row.kind },
  {
    name: 'operation',
    aliases: ['op'],
    hint: 'operation of a call',
    compares: 'whole',
    of: (row) => row.operation,
  },
  { name: 'method', hint: 'HTTP method', compares: 'whole', of: (row) => row.method },
  { name: 'path', hint: 'part of path and query', compares: 'part', of: (row) => row.path },
  {
    name: 'status',
    hint: '200, >=400, 4xx, 400..499',
    compares: 'number',
    of: (row) => row.status,
  },
  { name: 'outcome', hint: 'how an exchange ended', compares: 'whole', of: (row) => row.outcome },
  {
    name: 'user',
    hint: 'user of the desktop',
    compares: 'whole',
    of: ({ session }, { userOf }) => (session === null ? null : userOf(session)),
  },
  { name: 'session', hint: 'number of a desktop', compares: 'number', of: (row) => row.session },
  { name: 'channel', hint: 'Bayeux channel', compares: 'whole', of: (row) => row.channel },
  { name: 'type', hint: 'messageType', compares: 'whole', of: (row) => row.messageType },
  {
    name: 'notification',
    hint: 'notificationType',
    compares: 'whole',
    of: (row) => row.notificationType,
  },
  {
    name: 'reference',
    aliases: ['ref'],
    hint: 'referenceId, whether number or text',
    compares: 'whole',
    of: ({ reference }) => (reference === null ? null : unquoted(reference)),
  },
  { name: 'rule', hint: 'what made the link', compares: 'whole', of: (row) => row.rule },
  { name: 'client', hint: 'Bayeux clientId (tab)', compares: 'whole', of: (row) => row.client },
  {
    name: 'direction',
    hint: 'to-server or to-desktop',
    compares: 'whole',
    of: (row) => row.direction,
  },
  { name: 'state', hint: 'waiting, queued, sent, …', compares: 'whole', of: (row) => row.state },
  { name: 'duration', hint: '>100ms, 1s..5s', compares: 'duration', of: durationOf },
  {
    name: 'delay',
    hint: 'from call to notification',
    compares: 'duration',
    of: delayOf,
  },
  { name: 'at', hint: '12:30, 12:30..12:35, +90s', compares: 'time', of: (row) => row.at },
  { name: 'answers', hint: 'notifications of a call', compares: 'number', of: answersOf },
  { name: 'id', hint: '12, e12, m34', compares: 'number', of: (row) => row.id },
  { name: 'seq', hint: 'place on the wire', compares: 'number', of: (row) => row.seq },
  {
    name: 'call',
    hint: 'a call and what is correlated with it',
    compares: 'number',
    of: (row) => (row.kind === 'call' ? row.id : row.call),
  },
  {
    name: 'exchange',
    hint: 'an exchange and what it carried',
    compares: 'number',
    of: (row) => (isMessage(row) ? row.exchange : row.id),
  },
];

/** Keys that say a moment without an operator, and the one that they stand for. */
export const TIME_WORDS: ReadonlyMap<string, '>=' | '<'> = new Map([
  ['after', '>='],
  ['before', '<'],
]);

/** Of a notification after its call; of a call until the first notification of its own. */
function delayOf(row: Row, { find, answersOf }: SearchContext): number | null {
  if (row.call !== null) {
    const call = find(`e${row.call}`);
    return call === null ? null : delayBetween(call, row);
  }
  if (row.kind !== 'call' || row.answers === 0) return null;
  const first = answersOf(row.id).find(({ copy }) => !copy);
  return first === undefined ? null : delayBetween(row, first);
}

function answersOf({ kind, answers }: Row): number | null {
  return kind === 'call' ? answers : null;
}

/** JSON text of a reference as one would write it: 45 and "45" are both 45. */
function unquoted(reference: string): string {
  return reference.startsWith('"') && reference.endsWith('"') && reference.length > 1
    ? reference.slice(1, -1)
    : reference;
}
