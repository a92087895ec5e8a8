import type { Row } from '../../protocol/row.js';
import { briefText } from '../brief-text.js';
import { clockText, timeText } from '../detail/figures.js';
import {
  delayBetween,
  durationOf,
  isMessage,
  isOpen,
  isUncorrelated,
  isUnsolicited,
} from '../row-traits.js';
import type { SearchContext } from '../search/search-context.js';
import { visibleText } from '../visible-text.js';

/** The cells of a row, ready to be shown. */
export interface RowWords {
  readonly time: string;
  readonly desktop: string;
  /** What it is, and beside it what kind of that. */
  readonly what: string;
  readonly whatElse: string;
  readonly where: string;
  readonly status: string;
  readonly duration: string;
  /** What belongs to it, and how long after the call the notification came. */
  readonly link: string;
  readonly delay: string;
}

/** @param start milliseconds since the epoch that times are told from; null tells the clock of UTC */
export function rowWords(row: Row, context: SearchContext, start: number | null): RowWords {
  const [what, whatElse] = whatWords(row);
  const duration = durationOf(row);
  return {
    time: start === null ? clockText(row.at) : offsetText(row.at - start),
    desktop: desktopWords(row, context),
    what: briefText(what),
    whatElse: briefText(whatElse),
    where: briefPath(row.path ?? row.channel ?? ''),
    status: statusWords(row),
    duration: duration === null ? '' : timeText(duration),
    ...linkWords(row, context),
  };
}

/** A row as a line of text, its cells parted by tabs. */
export function rowLine(row: Row, context: SearchContext): string {
  const { what, whatElse, ...words } = rowWords(row, context, null);
  return [
    words.time,
    words.desktop,
    row.kind,
    [what, whatElse].filter((each) => each !== '').join(' '),
    words.where,
    words.status,
    words.duration,
    words.link,
    words.delay,
  ].join('\t');
}

const MOST_OF_PATH = 300;

/** A path, or of a very long one its two ends: the last one is what tells it from others. */
function briefPath(path: string): string {
  if (path.length <= MOST_OF_PATH) return visibleText(path);
  const half = MOST_OF_PATH / 2;
  return `${visibleText(path.slice(0, half))}…${visibleText(path.slice(-half))}`;
}

/** `+1.234`, `+2:03.456`: since the first event, in seconds, or minutes and seconds, or hours too. */
export function offsetText(ms: number): string {
  if (!Number.isFinite(ms)) return '?';
  const whole = Math.round(Math.abs(ms));
  const seconds = Math.floor(whole / 1_000);
  const rest = String(whole % 1_000).padStart(3, '0');
  const sign = ms < 0 ? '−' : '+';
  const two = (number: number) => String(number).padStart(2, '0');
  if (seconds < 60) return `${sign}${seconds}.${rest}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${sign}${minutes}:${two(seconds % 60)}.${rest}`;
  return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}.${rest}`;
}

function desktopWords({ session }: Row, { userOf }: SearchContext): string {
  if (session === null) return '–';
  const user = userOf(session);
  return user === null ? `#${session}` : `${briefText(user)} #${session}`;
}

function whatWords(row: Row): readonly [what: string, whatElse: string] {
  switch (row.kind) {
    case 'call':
      return row.operation === null ? [row.method ?? '', ''] : [row.operation, row.method ?? ''];
    case 'safe':
      return [row.method ?? '', ''];
    case 'bayeux':
      return ['Bayeux', row.method ?? ''];
    case 'websocket':
      return ['Websocket', ''];
    case 'notification':
      return [row.messageType ?? 'Notification', row.notificationType ?? ''];
    case 'message':
      return [row.direction === 'to-server' ? 'to server' : 'to desktop', ''];
  }
}

function statusWords(row: Row): string {
  if (isMessage(row)) return row.state === null ? '' : briefText(row.state);
  if (row.miss !== null) return `miss ${row.miss}`;
  if (isOpen(row)) return 'open';
  const outcome = row.outcome === null || row.outcome === 'complete' ? null : row.outcome;
  return [row.status, outcome === null ? null : briefText(outcome.replaceAll('-', ' '))]
    .filter((each) => each !== null)
    .join(' ');
}

/** What of another row belongs to this one. */
function linkWords(row: Row, { find, answersOf }: SearchContext): Pick<RowWords, 'link' | 'delay'> {
  if (row.kind === 'call') {
    if (row.answers === 0) return { link: isUncorrelated(row) ? 'uncorrelated' : '', delay: '' };
    const first = answersOf(row.id).find(({ copy }) => !copy);
    return {
      link: `→ ${row.answers}`,
      delay: first === undefined ? '' : timeText(delayBetween(row, first)),
    };
  }
  if (row.kind !== 'notification') return { link: '', delay: '' };
  if (isUnsolicited(row)) return { link: 'unsolicited', delay: '' };
  const call = row.call === null ? null : find(`e${row.call}`);
  const name = briefText(call?.operation ?? `call ${row.call}`);
  return {
    link: row.copy ? `copy of ${name}` : `← ${name}`,
    delay: call === null ? '' : timeText(delayBetween(call, row)),
  };
}

/**
 * How long the bar of a duration is, of 1: from a millisecond to a minute, each ten times as much as far from the last, so that
 * 5 ms and 500 ms are both to be seen.
 */
export function barLength(duration: number | null): number {
  if (duration === null || !(duration > 0)) return 0;
  return Math.min(1, Math.max(0.02, Math.log10(1 + duration) / Math.log10(60_001)));
}
