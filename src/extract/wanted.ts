import { UsageError } from '../errors.js';
import type { Recording } from '../recording/reader.js';
import { noSuchSession, sessionsNamed } from '../recording/sessions-named.js';
import { starPattern } from '../star-pattern.js';
import type { ExtractFilter } from './extract-options.js';
import { parseMoment } from './parse-moment.js';

/** What of a recording is wanted, found in it. */
export interface Wanted {
  /** Ids; null: all. */
  readonly sessions: ReadonlySet<number> | null;
  /** Milliseconds since the epoch; -Infinity: from the beginning. */
  readonly from: number;
  /** The first moment that is outside again; Infinity: to the end. */
  readonly to: number;
  /** Whether calls of that operation are; null: all calls are. */
  readonly operation: ((name: string) => boolean) | null;
}

/** @throws UsageError if a session is not there, a time is none, or the window is empty */
export function wantedOf(recording: Recording, filter: ExtractFilter): Wanted {
  const { startedAt } = recording.info;
  const { session = [], operation = [] } = filter;
  const moment = (said: number | string | undefined, flag: string, otherwise: number): number =>
    typeof said === 'string' ? parseMoment(said, flag, startedAt) : (said ?? otherwise);
  const from = moment(filter.from, '--from', Number.NEGATIVE_INFINITY);
  const to = moment(filter.to, '--to', Number.POSITIVE_INFINITY);
  if (!(from < to)) {
    throw new UsageError('what is extracted ends (to) before it begins (from)');
  }
  if (operation.includes('')) throw new UsageError('an operation to extract has a name');
  const patterns = operation.map(starPattern);
  return {
    sessions: session.length === 0 ? null : idsOf(recording, session),
    from,
    to,
    operation: patterns.length === 0 ? null : (name) => patterns.some((fits) => fits(name)),
  };
}

function idsOf(recording: Recording, names: readonly string[]): ReadonlySet<number> {
  const known = recording.users();
  const ids = new Set<number>();
  for (const name of names) {
    const found = sessionsNamed(known, name);
    if (found.length === 0) throw noSuchSession(name, recording.file, known);
    for (const { id } of found) ids.add(id);
  }
  return ids;
}
