import { byteSize } from '../byte-size.js';
import { plural } from '../plural.js';
import { printable } from '../printable.js';
import { shorten } from '../shorten.js';
import type { StatusFigures } from './status-figures.js';
import type { StatusSnapshot } from './status-snapshot.js';

/** Characters of a name or a reason that are told. */
const LONGEST = 60;

/** A rate: `0`, `0.4`, `27`; what is not nothing is never told as 0. */
export function rateWords(rate: number): string {
  if (rate === 0) return '0';
  return rate < 9.95 ? Math.max(0.1, rate).toFixed(1) : String(Math.round(rate));
}

export function correlatedWords({ correlatedShare }: StatusFigures): string {
  return correlatedShare === null
    ? 'nothing to correlate yet'
    : `${Math.floor(100 * correlatedShare)} % correlated`;
}

/** `Hold 12, Transfer 3`; empty if there is none. */
export function uncorrelatedWords({ uncorrelated }: StatusFigures): string {
  return uncorrelated
    .map(({ operation, calls }) => `${operationName(operation)} ${calls}`)
    .join(', ');
}

function operationName(operation: string | null): string {
  return operation === null ? '(no operation)' : shorten(printable(operation), LONGEST);
}

export function latencyWords({ addedLatency: { p50, p99, max } }: StatusFigures): string {
  return max === 0 ? 'none' : `${ms(p50)} median, ${ms(p99)} p99, ${ms(max)} max`;
}

function ms(value: number): string {
  return `${value < 9.95 ? Number(value.toPrecision(2)) : Math.round(value)} ms`;
}

export function gapWords({ gaps, inGap }: StatusFigures): string {
  if (inGap !== null) return `not recording: ${shorten(printable(inGap), LONGEST)}`;
  return gaps === 0 ? 'no gaps' : plural(gaps, 'gap');
}

export function queueWords({ queue: { events, bytes } }: StatusFigures): string {
  if (events === 0) return 'nothing waits';
  return `${plural(events, 'event')} ${events === 1 ? 'waits' : 'wait'} (${byteSize(bytes)})`;
}

/** The file that is written now; of a series also which one of it that is. */
export function fileWords({ file, part }: Pick<StatusSnapshot, 'file' | 'part'>): string {
  return part === 1 ? printable(file) : `${printable(file)} (part ${part})`;
}
