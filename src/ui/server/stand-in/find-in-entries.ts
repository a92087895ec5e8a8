import { nextTurn } from '../../../time/next-turn.js';
import type { TextFound } from '../../protocol/detail.js';
import { keyOf } from '../../protocol/row.js';
import type { LiveEntries, LiveEntry } from './live-entries.js';
import { liveExchangeRow } from './live-rows.js';

/** Entries that are looked at before somebody else gets a turn. */
const SLICE = 500;

/** Looks for a text in what a stand-in remembers, upper and lower case alike; it is no pattern. */
export async function findInEntries(
  entries: LiveEntries,
  text: string,
  signal: AbortSignal,
): Promise<TextFound> {
  const wanted = text.toLowerCase();
  const keys: string[] = [];
  for (const [at, entry] of entries.all.entries()) {
    if (at % SLICE === 0) await new Promise<void>(nextTurn);
    signal.throwIfAborted();
    if (textOf(entry).toLowerCase().includes(wanted)) keys.push(keyOfEntry(entry));
  }
  return { keys, more: false };
}

function textOf(entry: LiveEntry): string {
  if ('live' in entry) return `${entry.live.channel}\n${entry.live.data}`;
  const { method, path } = liveExchangeRow(entry);
  return `${method ?? ''} ${path ?? ''}\n${entry.call?.body ?? ''}`;
}

function keyOfEntry(entry: LiveEntry): string {
  return keyOf('live' in entry ? 'notification' : 'call', entry.id);
}
