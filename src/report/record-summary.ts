import type { OperationTally, UnsolicitedTally } from '../correlate/tally/correlation-tally.js';
import type { Gap } from '../recording/exchange.js';
import { gapText } from './gap-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { unansweredText, unsolicitedText } from './uncorrelated-text.js';

/** What a recorder has to say when it ends. */
interface RecordSummary {
  readonly file: string;
  /** All files, if there may be several. */
  readonly files?: readonly string[];
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Notifications linked to a call, copies included. */
  readonly correlated: number;
  readonly copies: number;
  /** Messages of websockets that are no Bayeux. */
  readonly framesNotKept: number;
  /** Requests that the relay refused. */
  readonly refused: number;
  /** Bodies that were not stored. */
  readonly bodiesOmitted: number;
  /** Answers and messages to desktops that name the server's own origin. */
  readonly originsNamed: number;
  readonly gaps: readonly Gap[];
  /** Exchanges that were left out by their path. */
  readonly excluded: number;
  /** Calls that were left out, because another operation was asked for. */
  readonly notNamed: number;
  /** Notifications that answer such a call. */
  readonly answersNotNamed: number;
  readonly operations: readonly OperationTally[];
  readonly unsolicited: readonly UnsolicitedTally[];
}

/** Says for people what was recorded, and plainly what was not. */
export function describeRecord(summary: RecordSummary): string {
  const { sessions, calls, notifications, correlated, copies } = summary;
  const { excluded, notNamed, answersNotNamed } = summary;
  const unsolicited = notifications - correlated - answersNotNamed;
  const lost = [
    summary.framesNotKept > 0 &&
      `${plural(summary.framesNotKept, 'websocket message')} relayed, but not kept: no Bayeux`,
    summary.refused > 0 &&
      `${plural(summary.refused, 'request')} refused for ambiguous framing or a limit: the server never saw ${summary.refused === 1 ? 'it' : 'them'}`,
    summary.bodiesOmitted > 0 &&
      `${plural(summary.bodiesOmitted, 'body', 'bodies')} not stored, because ${summary.bodiesOmitted === 1 ? 'it' : 'they'} could not be inspected`,
    ...summary.gaps.map(gapText),
    summary.originsNamed > 0 &&
      `${plural(summary.originsNamed, 'answer or message', 'answers or messages')} named the server's own origin: a desktop that follows it goes round the recorder; record with --rewrite-origin`,
  ].filter((each) => each !== false);
  // What passes is counted before it is known whether the store takes it.
  const lessGaps = summary.gaps.length > 0 ? ', less what fell into its gaps' : '';
  return [
    `recorded ${plural(sessions, 'session')}, ${plural(calls, 'call')} and ${plural(notifications, 'notification')} in ${place(summary)}${lessGaps}`,
    ...otherThanCalls(summary),
    ...(notifications === 0
      ? []
      : [
          `  ${correlated} correlated with ${correlated === 1 ? 'its call' : 'their calls'} (${plural(copies, 'copy', 'copies')}), ${unsolicited} unsolicited`,
        ]),
    ...(answersNotNamed > 0
      ? [`  ${plural(answersNotNamed, 'notification')} of calls that were left out`]
      : []),
    ...unansweredText(summary.operations),
    ...unsolicitedText(summary.unsolicited),
    ...(excluded > 0 ? [`  ${plural(excluded, 'exchange')} left out by --exclude`] : []),
    ...(notNamed > 0 ? [`  ${plural(notNamed, 'call')} left out by --only`] : []),
    ...lost.map((each) => `  ! ${each}`),
  ].join('\n');
}

function place({ file, files = [] }: RecordSummary): string {
  const last = files.at(-1);
  if (last === undefined || files.length === 1) return printable(file);
  return `${files.length} files, ${printable(file)} to ${printable(last)}`;
}

/** So that nobody takes a recording without calls for an empty one. */
function otherThanCalls({ exchanges, calls, notifications }: RecordSummary): readonly string[] {
  if (exchanges === 0 || calls > 0 || notifications > 0) return [];
  const others = plural(exchanges, 'other exchange');
  return [`  ${others}: what only reads, such as GET, is no call, nor is what CometD itself needs`];
}
