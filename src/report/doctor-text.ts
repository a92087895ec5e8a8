import type { Check, CheckStatus, Examination } from '../doctor/check.js';
import { painter, type Tone } from './paint.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

const tones: Readonly<Record<CheckStatus, Tone>> = {
  ok: 'good',
  warn: 'warning',
  fail: 'bad',
  unknown: 'strong',
};

/** Wide enough for each name of a check. */
const width = 'descriptors'.length;

/** One check for people: what was found, and below it what to do, if anything. */
export function describeCheck({ check, status, found, advice }: Check, color = false): string {
  const paint = painter(color);
  const sign = status === 'unknown' ? '?' : status;
  const line = `${paint(tones[status], sign.padEnd(4))}  ${check.padEnd(width)}  ${printable(found)}`;
  if (advice === null) return line;
  return `${line}\n${' '.repeat(width + 8)}${printable(advice)}`;
}

/** The sum of an examination, one line. */
export function describeExamination({ checks }: Pick<Examination, 'checks'>): string {
  const count = (wanted: CheckStatus) => checks.filter(({ status }) => status === wanted).length;
  const unknown = count('unknown');
  return [
    `${count('fail')} failed`,
    plural(count('warn'), 'warning'),
    ...(unknown > 0 ? [`${unknown} unknown without a log-in`] : []),
    `${count('ok')} ok`,
  ].join(', ');
}
