import type { RecordedSession } from '../recording/reader.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

const LONGEST_NAME = 16;

/** Names a session for people. */
export type NameOf = (session: number | null) => string;

/** By user; by user and number if the user has several sessions; by number alone if nobody knows the user. */
export function sessionNames(sessions: readonly RecordedSession[]): NameOf {
  const visits = new Map<string, number>();
  for (const { user } of sessions) {
    if (user !== null) visits.set(user, (visits.get(user) ?? 0) + 1);
  }
  const names = new Map<number, string>();
  for (const { id, user } of sessions) {
    const several = user !== null && (visits.get(user) ?? 0) > 1;
    const name = user === null ? '' : shorten(printable(user), LONGEST_NAME);
    names.set(id, user === null ? `session ${id}` : several ? `${name} #${id}` : name);
  }
  return (session) => (session === null ? '–' : (names.get(session) ?? `session ${session}`));
}
