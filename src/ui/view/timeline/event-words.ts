import type { RecordingHead, SessionHead } from '../../protocol/recording-head.js';
import type { Row } from '../../protocol/row.js';
import { delayBetween, durationOf } from '../row-traits.js';
import { visibleText } from '../visible-text.js';
import { type Look, lookOf } from './look.js';
import { clockWords, lengthWords, offsetWords } from './time-words.js';

const LONGEST = 120;

const LOOK_WORDS: Readonly<Record<Look, string>> = {
  call: 'call',
  failed: 'failed',
  uncorrelated: 'call that no notification answers',
  miss: 'miss',
  safe: 'safe exchange',
  bayeux: 'Bayeux exchange',
  websocket: 'websocket',
  message: 'Bayeux message',
  answer: 'notification',
  copy: 'copy of a notification',
  unsolicited: 'unsolicited notification',
  undelivered: 'undelivered notification',
  waiting: 'notification to come',
};

const OUTCOME_WORDS: ReadonlyMap<string, string> = new Map([
  ['cut-by-server', 'cut off by the server'],
  ['cut-by-desktop', 'cut off by the desktop'],
  ['unreachable', 'server not reached'],
  ['open', 'open'],
]);

/** What something is called: its operation, its message type, else its method and path or its channel. */
export function titleOf(row: Row): string {
  const kind = [row.messageType, row.notificationType].filter((each) => each !== null).join(' ');
  if (row.operation !== null) return short(row.operation);
  if (kind !== '') return short(kind);
  if (row.channel !== null) return short(row.channel);
  return short([row.method, row.path].filter((each) => each !== null).join(' ')) || row.kind;
}

/** What to tell of something under the pointer, a line for each matter; all of it plain text. */
export function eventLines(
  row: Row,
  call: Row | null,
  answers: readonly Row[],
  start: number,
): readonly string[] {
  const title = titleOf(row);
  const path = short([row.method, row.path].filter((each) => each !== null).join(' '));
  const status = statusWords(row);
  const duration = durationOf(row);
  return [
    [lookWords(row), status].filter((each) => each !== '').join(', '),
    path === title ? '' : path,
    row.channel === null || short(row.channel) === title ? '' : short(row.channel),
    `${clockWords(row.at, 'millisecond')}, ${offsetWords(row.at - start)}`,
    duration === null ? '' : `took ${lengthWords(duration)}`,
    row.miss === null ? '' : `miss ${row.miss}: the recording has no answer`,
    row.match === null ? '' : `answered from exchange ${row.match}`,
    call === null || call.key === row.key
      ? ''
      : `${offsetWords(delayBetween(call, row))} after ${titleOf(call)}${row.rule === null ? '' : `, by ${short(row.rule)}`}`,
    answersWords(row, answers),
  ].filter((each) => each !== '');
}

/** One sentence for who steps through the events by ear. */
export function eventSentence(row: Row, user: string, start: number): string {
  const duration = durationOf(row);
  return [
    `${titleOf(row)}, ${lookWords(row)}`,
    statusWords(row),
    user,
    clockWords(row.at, 'millisecond'),
    offsetWords(row.at - start),
    duration === null ? '' : `took ${lengthWords(duration)}`,
    row.answers > 0 ? counted(row.answers, 'notification') : '',
  ]
    .filter((each) => each !== '')
    .join(', ');
}

/** What stands beside a lane. */
export function laneWords(
  session: number | null,
  head: SessionHead | undefined,
): { readonly name: string; readonly facts: string } {
  if (session === null) return { name: 'no desktop', facts: 'belongs to no session' };
  const name = head?.user === null || head === undefined ? 'unknown user' : short(head.user);
  const plays = head?.plays;
  return {
    name,
    facts: [
      `session ${session}`,
      head?.transport === null || head === undefined ? '' : short(head.transport),
      plays === null || plays === undefined ? '' : `plays ${plays.session}, copy ${plays.copy}`,
    ]
      .filter((each) => each !== '')
      .join(' · '),
  };
}

/** What the timeline holds and shows, for who can't see it. */
export function summaryWords(
  counts: {
    readonly desktops: number;
    readonly calls: number;
    readonly notifications: number;
    readonly gaps: number;
  },
  notable: readonly (readonly [Look, number])[],
  range: { readonly from: number; readonly to: number },
): string {
  const unit = range.to - range.from < 10_000 ? 'millisecond' : 'second';
  return [
    counted(counts.desktops, 'desktop'),
    counted(counts.calls, 'call'),
    counted(counts.notifications, 'notification'),
    ...notable.filter(([, count]) => count > 0).map(([look, count]) => `${count} ${look}`),
    counts.gaps === 0 ? '' : counted(counts.gaps, 'gap'),
    `showing ${clockWords(range.from, unit)} to ${clockWords(range.to, unit)}`,
  ]
    .filter((each) => each !== '')
    .join(', ');
}

/** What a gap is called. */
export function gapWords({ from, to, reason }: RecordingHead['gaps'][number]): string {
  return `gap of ${lengthWords(to - from)}: ${short(reason)}`;
}

function lookWords(row: Row): string {
  const look = lookOf(row);
  return look === 'failed' ? `${LOOK_WORDS[usual(row)]}, failed` : LOOK_WORDS[look];
}

function usual(row: Row): Look {
  return row.kind === 'notification' ? 'answer' : row.kind;
}

function statusWords({ status, outcome, kind }: Row): string {
  if (kind === 'notification' || kind === 'message') return '';
  const words = outcome === null ? undefined : OUTCOME_WORDS.get(outcome);
  return [status === null ? '' : String(status), words ?? '']
    .filter((each) => each !== '')
    .join(', ');
}

function answersWords(row: Row, answers: readonly Row[]): string {
  if (row.kind !== 'call' || answers.length === 0) return '';
  const copies = answers.filter(({ copy }) => copy).length;
  const first = answers[0];
  return [
    counted(answers.length - copies, 'notification'),
    copies === 0 ? '' : counted(copies, 'copy', 'copies'),
    first === undefined ? '' : `the first ${offsetWords(delayBetween(row, first))}`,
  ]
    .filter((each) => each !== '')
    .join(', ');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Texts of a recording can be of any length. */
function short(text: string): string {
  const start = text.length > 4 * LONGEST ? text.slice(0, 4 * LONGEST) : text;
  const words = visibleText(start);
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}
