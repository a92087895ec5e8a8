import type { Gap } from '../../recording/exchange.js';
import type { RecordingInfo } from '../../recording/reader.js';
import { listIn, numberIn, textIn, textsIn } from './members.js';
import { isInstant } from './read-times.js';

/** Gaps and lists that a HAR of our own may tell. */
const MOST = 10_000;

/** What a HAR tells of the recording that it was exported from, as far as it makes sense; of any other one, nothing. */
export function readOwnLog(
  log: unknown,
): Omit<RecordingInfo, 'startedAt'> & { readonly startedAt: number | null } {
  const endedAt = instantIn(log, 'endedAt');
  return {
    label: textIn(log, 'label'),
    target: textIn(log, 'target'),
    origin: textIn(log, 'origin'),
    startedAt: instantIn(log, 'startedAt'),
    endedAt,
    interrupted: endedAt === null,
    gaps: listIn(log, 'gaps').slice(0, MOST).flatMap(gapOf),
    rules: textIn(log, 'rules'),
    only: textsIn(log, 'only').slice(0, MOST),
    exclude: textsIn(log, 'exclude').slice(0, MOST),
    series: null,
    failedWaits: textsIn(log, 'failedWaits').slice(0, MOST),
  };
}

function gapOf(value: unknown): Gap[] {
  const from = instantIn(value, 'from');
  const to = instantIn(value, 'to');
  const reason = textIn(value, 'reason');
  return from === null || to === null || reason === null ? [] : [{ from, to, reason }];
}

function instantIn(value: unknown, name: string): number | null {
  const number = numberIn(value, name);
  return number !== null && isInstant(number) ? number : null;
}
