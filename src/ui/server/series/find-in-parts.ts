import type { TextFound } from '../../protocol/detail.js';
import { findInRecording, type Look, MOST_FOUND } from '../find-in-recording.js';

/** Looks for a text in one file of a series after the other, as `findInRecording` does in one. */
export async function findInParts(
  looks: readonly Look[],
  text: string,
  signal: AbortSignal,
): Promise<TextFound> {
  const all = new Set<string>();
  for (const look of looks) {
    const { keys, more } = await findInRecording(look, text, signal);
    for (const key of keys) all.add(key);
    if (more || all.size > MOST_FOUND) return { keys: [...all].slice(0, MOST_FOUND), more: true };
  }
  return { keys: [...all], more: false };
}
