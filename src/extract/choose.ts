import type { Database } from 'better-sqlite3';
import { beginsSession } from '../acts/personal.js';
import { parseMessage, saysUnknownClient } from '../acts/recorded-reply.js';
import { UsageError } from '../errors.js';
import type { Link } from '../recording/exchange.js';
import { isoTime } from '../recording/iso-time.js';
import type { Pause } from '../recording/pauses.js';
import { exchangeMarks, messageMarks } from '../recording/place-marks.js';
import type { Recording } from '../recording/reader.js';
import { starPattern } from '../star-pattern.js';
import { Choice, type Lookups } from './choice.js';
import type { Wanted } from './wanted.js';

/** Names of operations that are remembered for an error, and told in it. */
const MOST_NAMES = 1_000;
const MOST_TOLD = 20;

/**
 * Decides what is kept.
 *
 * @param patterns of operations, each of which must fit one that is there
 * @throws UsageError if nothing fits
 */
export async function choose(
  recording: Recording,
  database: Database,
  linkOf: (notification: number) => Link | null,
  wanted: Wanted,
  patterns: readonly string[],
  pause: Pause,
): Promise<Choice> {
  const choice = new Choice(wanted, lookupsIn(recording, linkOf));
  const unused = new Map(patterns.map((pattern) => [pattern, starPattern(pattern)]));
  const names = new Set<string>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const each = async <T>(marks: Iterable<T>, look: (mark: T) => void): Promise<void> => {
    for (const mark of marks) {
      look(mark);
      await pause();
    }
  };
  await each(exchangeMarks(database), (mark) => {
    choice.seen(mark);
    first = Math.min(first, mark.startedAt);
    last = Math.max(last, mark.startedAt);
    const { operation } = mark;
    if (operation === null || names.has(operation)) return;
    if (names.size < MOST_NAMES) names.add(operation);
    for (const [pattern, fits] of unused) if (fits(operation)) unused.delete(pattern);
  });
  const [unknown] = unused.keys();
  if (unknown !== undefined) throw noOperation(recording.file, unknown, [...names]);
  await each(messageMarks(database), (mark) => choice.heard(mark));
  if (choice.empty) throw nothingFits(recording.file, first, last);
  await each(messageMarks(database), (mark) => choice.message(mark));
  await each(exchangeMarks(database), (mark) => choice.call(mark));
  choice.sortActs();
  await each(exchangeMarks(database), (mark) => choice.rest(mark));
  choice.end();
  return choice;
}

function lookupsIn(recording: Recording, linkOf: (notification: number) => Link | null): Lookups {
  return {
    callOf: (notification) => linkOf(notification)?.call ?? null,
    beginsSession(call) {
      const exchange = recording.exchange(call);
      return exchange !== null && beginsSession(exchange);
    },
    saysUnknownClient(id) {
      const message = parseMessage(recording.message(id)?.text ?? '');
      return message !== null && saysUnknownClient(message);
    },
  };
}

function noOperation(file: string, pattern: string, names: readonly string[]): UsageError {
  const alike = names.filter((name) => letters(name).includes(letters(pattern)));
  const told = (alike.length > 0 ? alike : names).toSorted();
  const more = told.length > MOST_TOLD ? `, … (${told.length} in all)` : '';
  return new UsageError(
    `nothing in ${file} is a call of '${pattern}'; its operations are ${
      told.length === 0 ? 'none' : told.slice(0, MOST_TOLD).join(', ') + more
    }`,
  );
}

function letters(name: string): string {
  return name.toLowerCase().replaceAll('*', '');
}

function nothingFits(file: string, first: number, last: number): UsageError {
  const there =
    first > last
      ? 'it has no requests'
      : `its requests began between ${isoTime(first)} and ${isoTime(last)}`;
  return new UsageError(`nothing in ${file} fits all of this; ${there}`);
}
