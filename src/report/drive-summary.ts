import { plural } from './plural.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

interface Share {
  readonly done: number;
  readonly of: number;
}

/** What a drive has to say when it ends. */
interface DriveSummary {
  readonly file: string;
  readonly interrupted: boolean;
  readonly desktops: number;
  readonly acts: Share;
  readonly calls: Share;
  readonly notifications: Share;
  readonly failedWaits: readonly { readonly text: string }[];
  readonly failedWaitCount: number;
  readonly unresolved: readonly string[];
  readonly conflicts: readonly {
    readonly value: string;
    readonly names: readonly (string | null)[];
  }[];
}

/** Values that are named. */
const mostValues = 5;

/** Failed waits that are told one by one. */
const mostWaits = 20;

/**
 * Says for people what was done, and what was waited for in vain.
 *
 * @param above how many failed waits, the first ones, the same reader was told of before
 */
export function describeDrive(summary: DriveSummary, above = 0): string {
  const { desktops, acts, calls, notifications, failedWaits, failedWaitCount } = summary;
  const told = failedWaits.slice(above, above + mostWaits);
  const left = failedWaitCount - above - told.length;
  const before =
    above === 0 ? '' : above < failedWaitCount ? `, the first ${above} above` : ', see above';
  return [
    `drove ${plural(desktops, 'desktop')}: ${share(acts)} acts, ${share(calls)} calls, ${share(notifications)} notifications${moreThanRecorded(notifications)}, in ${printable(summary.file)}`,
    ...(summary.interrupted ? ['  ended early: what was done until then is recorded'] : []),
    ...(failedWaitCount === 0
      ? []
      : [`${plural(failedWaitCount, 'wait')} failed${before}${told.length > 0 ? ':' : ''}`]),
    ...told.map(({ text }) => `  ${printable(text)}`),
    ...(left > 0 ? [`  and ${left} more; --json tells of each`] : []),
    ...unresolvedLine(summary.unresolved),
    ...conflictsLine(summary.conflicts),
  ].join('\n');
}

function share({ done, of }: Share): string {
  return done >= of ? String(done) : `${done} of ${of}`;
}

/** A server may send more than the recorded one did. */
function moreThanRecorded({ done, of }: Share): string {
  return done > of ? ` (${of} were recorded)` : '';
}

function unresolvedLine(values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  const them = values.length === 1 ? 'it went' : 'they went';
  return [
    `${plural(values.length, 'value')} of the old server had nothing of the new one in ${values.length === 1 ? 'its' : 'their'} place, so ${them} as recorded: ${named(values)}`,
  ];
}

function conflictsLine(conflicts: DriveSummary['conflicts']): readonly string[] {
  if (conflicts.length === 0) return [];
  const values = conflicts.map(({ value, names }) => {
    const members = names.map((name) => printable(shorten(name ?? 'no name', 60)));
    return `${printable(shorten(value, 60))} (${members.join(', ')})`;
  });
  const them = conflicts.length === 1 ? 'it went' : 'they went';
  return [
    `${plural(conflicts.length, 'value')} of the old server became several on the new one, so ${them} by the names of members: ${first(values)}`,
  ];
}

function named(values: readonly string[]): string {
  return first(values.map((value) => printable(shorten(value, 60))));
}

function first(texts: readonly string[]): string {
  const more = texts.length > mostValues ? ` and ${texts.length - mostValues} more` : '';
  return texts.slice(0, mostValues).join(', ') + more;
}
