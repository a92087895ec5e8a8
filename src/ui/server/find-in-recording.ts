import { SEARCHED, type SearchPlace, type SearchSlice } from '../../recording/find-text.js';
import { nextTurn } from '../../time/next-turn.js';
import type { TextFound } from '../protocol/detail.js';
import { keyOf } from '../protocol/row.js';

/** Keys that are told at most. */
export const MOST_FOUND = 100_000;

/** Looks at some rows, shortly. */
export type Look = (place: SearchPlace, wanted: string, bodies: ReadonlySet<number>) => SearchSlice;

/** Looks for a text in all of a recording, a slice at a time; who goes away ends it. */
export async function findInRecording(
  look: Look,
  text: string,
  signal: AbortSignal,
): Promise<TextFound> {
  const wanted = text.toLowerCase();
  const bodies = new Set<number>();
  const keys = new Set<string>();
  for (const table of SEARCHED) {
    for (let after: number | null = Number.MIN_SAFE_INTEGER; after !== null; ) {
      signal.throwIfAborted();
      const slice: SearchSlice = look({ table, after }, wanted, bodies);
      for (const id of slice.ids) {
        if (table === 'body') bodies.add(id);
        else keys.add(keyOf(table === 'message' ? 'message' : 'call', id));
      }
      if (keys.size >= MOST_FOUND) return { keys: [...keys].slice(0, MOST_FOUND), more: true };
      after = slice.after;
      await new Promise<void>(nextTurn);
    }
  }
  return { keys: [...keys], more: false };
}
