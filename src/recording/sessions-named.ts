import { UsageError } from '../errors.js';
import type { RecordedSession } from './reader.js';

/** The sessions that somebody means: the one with that id, else all of the user with that name. */
export function sessionsNamed<T extends Pick<RecordedSession, 'id' | 'user'>>(
  sessions: readonly T[],
  name: string,
): readonly T[] {
  const byId = sessions.filter((each) => String(each.id) === name);
  return byId.length > 0 ? byId : sessions.filter((each) => each.user === name);
}

/** Sessions that an error tells of. */
const MOST_TOLD = 20;

/** The error if somebody means none of them: it says which there are. */
export function noSuchSession(
  name: string,
  file: string,
  sessions: readonly Pick<RecordedSession, 'id' | 'user'>[],
): UsageError {
  const there = sessions.map(({ id, user }) => (user === null ? `${id}` : `${id} (${user})`));
  const more = there.length > MOST_TOLD ? `, … (${there.length} in all)` : '';
  const told = there.length === 0 ? 'none' : there.slice(0, MOST_TOLD).join(', ') + more;
  return new UsageError(`'${name}' is no session and no user of ${file}; it has ${told}`);
}
