import { type Asked, callText } from './call-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

/** The most of each kind that are told one by one; the report file has them all. */
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

interface Miss {
  readonly miss: number;
  readonly asked: Asked;
  readonly nearest: readonly NearMiss[];
  readonly passedThrough?: true;
}

/** What a stand-in has to say when it ends; `docs/contract.md` describes it. */
interface ReplayReport {
  readonly played: readonly number[];
  readonly unplayed: readonly (Asked & { readonly call: number })[];
  readonly misses: readonly Miss[];
  /** Misses that are not among these, and how many of all were passed through. */
  readonly untoldMisses?: number;
  readonly passedThrough?: number;
  readonly undelivered: readonly { readonly notification: number; readonly reason: string }[];
}

/** Says for people what was played, what was asked in vain and how it differs from what was recorded. */
export function describeReplay(report: ReplayReport): string {
  const { played, unplayed, misses, undelivered, untoldMisses = 0, passedThrough = 0 } = report;
  const missed = misses.length + untoldMisses;
  const passed = passedThrough === 0 ? '' : ` (${passedThrough} passed through)`;
  return [
    `played ${plural(played.length, 'call')}, ${unplayed.length} never played, ${plural(missed, 'miss', 'misses')}${passed}, ${plural(undelivered.length, 'notification')} undelivered`,
    ...missLines(misses, untoldMisses),
    ...section('never played', unplayed, (call) => [`  ${call.call}  ${callText(call, WIDTH)}`]),
    ...section('undelivered notifications', undelivered, ({ notification, reason }) => [
      `  ${notification}  ${printable(reason)}`,
    ]),
  ].join('\n');
}

function missLines(misses: readonly Miss[], untold: number): readonly string[] {
  const kinds = alike(misses);
  const shown = kinds.slice(0, MOST);
  const left = misses.length - shown.reduce((sum, { times }) => sum + times, 0);
  return [
    ...section('misses', shown, ({ miss, times }) => missText(miss, times)),
    ...(left > 0 ? [`  and ${left} more; --report FILE has them all`] : []),
    ...(untold > 0 ? [`  and ${untold} more, which were counted only`] : []),
  ];
}

function missText({ asked, nearest, passedThrough }: Miss, times: number): readonly string[] {
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
  misses: readonly Miss[],
): readonly { readonly miss: Miss; readonly times: number }[] {
  const kinds = new Map<string, { miss: Miss; times: number }>();
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
  const differences = near.differences.map(({ path, asked, recorded }) => {
    const place = shorten(printable(path), LONGEST_VALUE);
    return path === 'answer' && typeof recorded === 'string'
      ? `      its answer: ${shorten(printable(recorded), WIDTH)}`
      : `      ${place}: asked ${valueText(asked)}, recorded ${valueText(recorded)}`;
  });
  const why = differences.length > 0 ? differences : ['      equal in all that is compared'];
  return [`    near ${near.call}  ${callText(near, WIDTH)}`, ...some(why)];
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text === undefined ? 'nothing' : shorten(printable(text), LONGEST_VALUE);
}

function section<T>(
  title: string,
  rows: readonly T[],
  linesOf: (row: T) => readonly string[],
): readonly string[] {
  if (rows.length === 0) return [];
  const left = rows.length - MOST;
  return [
    `${title}:`,
    ...rows.slice(0, MOST).flatMap(linesOf),
    ...(left > 0 ? [`  and ${left} more; --report FILE has them all`] : []),
  ];
}

function some(lines: readonly string[]): readonly string[] {
  const left = lines.length - MOST;
  return left > 0 ? [...lines.slice(0, MOST), `      and ${left} more`] : lines;
}
