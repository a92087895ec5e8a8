import { type Asked, callText } from './call-text.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

/** The most misses, and differences of one recorded request, that are told one by one. */
const MOST = 20;
const WIDTH = 80;
const LONGEST_VALUE = 60;

interface NearMiss extends Asked {
  readonly call: number;
  readonly differences: readonly {
    readonly path: string;
    readonly asked?: unknown;
    readonly recorded?: unknown;
  }[];
}

/** A request that the recording has no answer for; `docs/contract.md` describes it. */
export interface ToldMiss {
  readonly miss: number;
  readonly asked: Asked;
  readonly nearest: readonly NearMiss[];
  readonly passedThrough?: true;
}

/**
 * What was asked in vain, and field by field how it differs from what was recorded; equal misses are told once.
 *
 * @param rest says that there are so many more
 */
export function missLines(
  misses: readonly ToldMiss[],
  rest: (left: number) => string,
): readonly string[] {
  const shown = alike(misses).slice(0, MOST);
  const left = misses.length - shown.reduce((sum, { times }) => sum + times, 0);
  return [
    ...shown.flatMap(({ miss, times }) => missText(miss, times)),
    ...(left > 0 ? [rest(left)] : []),
  ];
}

/** Recorded calls that nobody made, one a line. */
export function unplayedLines(
  calls: readonly (Asked & { readonly call: number })[],
  rest: (left: number) => string,
): readonly string[] {
  return firstLines(calls, (each) => [`  ${each.call}  ${callText(each, WIDTH)}`], rest);
}

/** Lines of the first of them, and how many more there are. */
export function firstLines<T>(
  rows: readonly T[],
  linesOf: (row: T) => readonly string[],
  rest: (left: number) => string,
): readonly string[] {
  const left = rows.length - MOST;
  return [...rows.slice(0, MOST).flatMap(linesOf), ...(left > 0 ? [rest(left)] : [])];
}

function missText({ asked, nearest, passedThrough }: ToldMiss, times: number): readonly string[] {
  const notes = [
    ...(times > 1 ? [`${times} times`] : []),
    ...(passedThrough === true ? ['passed through'] : []),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  return [
    `  ${callText(asked, WIDTH)}${note}`,
    ...(nearest.length === 0 ? ['    nothing like it was recorded'] : nearest.flatMap(nearLines)),
  ];
}

/** Who polls what was not recorded misses it a thousand times: that is told once. */
function alike(
  misses: readonly ToldMiss[],
): readonly { readonly miss: ToldMiss; readonly times: number }[] {
  const kinds = new Map<string, { miss: ToldMiss; times: number }>();
  for (const miss of misses) {
    const { asked, nearest, passedThrough } = miss;
    const { method, path, operation } = asked;
    const key = JSON.stringify([method, path, operation, nearest, passedThrough]);
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { miss, times: 1 });
    else known.times++;
  }
  return [...kinds.values()];
}

function nearLines(near: NearMiss): readonly string[] {
  const why = firstLines(
    near.differences,
    ({ path, asked, recorded }) => [
      path === 'answer' && typeof recorded === 'string'
        ? `      its answer: ${shorten(printable(recorded), WIDTH)}`
        : `      ${shorten(printable(path), LONGEST_VALUE)}: asked ${valueText(asked)}, recorded ${valueText(recorded)}`,
    ],
    (left) => `      and ${left} more`,
  );
  return [
    `    near ${near.call}  ${callText(near, WIDTH)}`,
    ...(why.length > 0 ? why : ['      equal in all that is compared']),
  ];
}

function valueText(value: unknown): string {
  const text = exactText(value) ?? JSON.stringify(value);
  return text === undefined ? 'nothing' : shorten(printable(text), LONGEST_VALUE);
}

/** The text of what is told as `{"json": text}`. */
function exactText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return null;
  return 'json' in value && typeof value.json === 'string' ? value.json : null;
}
