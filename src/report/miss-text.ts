import { type Asked, callText } from './call-text.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

/** The most differences of one recorded request that are told; the report has them all. */
const MOST = 20;
const WIDTH = 80;
const LONGEST_VALUE = 60;

/** A place where what was asked is not what was recorded; a side that has nothing there is absent. */
export interface ToldDifference {
  readonly path: string;
  readonly asked?: unknown;
  readonly recorded?: unknown;
}

/** A request that the recording has no answer for; `docs/contract.md` describes it. */
export interface ToldMiss {
  readonly miss: number;
  readonly asked: Asked;
  readonly nearest: readonly (Asked & {
    readonly call: number;
    readonly differences: readonly ToldDifference[];
  })[];
}

/** What was asked in vain, and field by field how it differs from what was recorded. */
export function missLines({ asked, nearest }: ToldMiss): readonly string[] {
  return [
    `  ${callText(asked, WIDTH)}`,
    ...(nearest.length === 0 ? ['    nothing like it was recorded'] : nearest.flatMap(nearLines)),
  ];
}

/** A recorded call that nobody made. */
export function unplayedLine(call: Asked & { readonly call: number }): string {
  return `  ${call.call}  ${callText(call, WIDTH)}`;
}

/** A value on one line; what is absent is `nothing`. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text === undefined ? 'nothing' : shorten(printable(text), LONGEST_VALUE);
}

/** The first of them, and how many more there are. */
export function firstLines<T>(
  rows: readonly T[],
  most: number,
  linesOf: (row: T) => readonly string[],
  rest: (left: number) => string,
): readonly string[] {
  const left = rows.length - most;
  return [...rows.slice(0, most).flatMap(linesOf), ...(left > 0 ? [rest(left)] : [])];
}

function nearLines(near: ToldMiss['nearest'][number]): readonly string[] {
  const why = firstLines(
    near.differences,
    MOST,
    ({ path, asked, recorded }) => [
      `      ${shorten(printable(path), LONGEST_VALUE)}: asked ${valueText(asked)}, recorded ${valueText(recorded)}`,
    ],
    (left) => `      and ${left} more`,
  );
  return [
    `    near ${near.call}  ${callText(near, WIDTH)}`,
    ...(why.length > 0 ? why : ['      equal in all that is compared']),
  ];
}
