import type { RecordedSession } from './reader.js';

/** The sessions that somebody means: the one with that id, else all of the user with that name. */
export function sessionsNamed<T extends Pick<RecordedSession, 'id' | 'user'>>(
  sessions: readonly T[],
  name: string,
): readonly T[] {
  const byId = sessions.filter((each) => String(each.id) === name);
  return byId.length > 0 ? byId : sessions.filter((each) => each.user === name);
}
