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
    `drove ${plural(desktops, 'desktop')}: ${share(acts)} acts, ${share(calls)} calls, ${share(notifications)} notifications, in ${printable(summary.file)}`,
    ...(summary.interrupted ? ['  ended early: what was done until then is recorded'] : []),
    ...(failedWaitCount === 0
      ? []
      : [`${plural(failedWaitCount, 'wait')} failed${before}${told.length > 0 ? ':' : ''}`]),
    ...told.map(({ text }) => `  ${printable(text)}`),
    ...(left > 0 ? [`  and ${left} more; --json tells of each`] : []),
    ...unresolvedLine(summary.unresolved),
  ].join('\n');
}

function share({ done, of }: Share): string {
  return done === of ? String(done) : `${done} of ${of}`;
}

function unresolvedLine(values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  const named = values.slice(0, mostValues).map((value) => printable(shorten(value, 60)));
  const more = values.length > mostValues ? ` and ${values.length - mostValues} more` : '';
  const them = values.length === 1 ? 'it went' : 'they went';
  return [
    `${plural(values.length, 'value')} of the old server had nothing of the new one in ${values.length === 1 ? 'its' : 'their'} place, so ${them} as recorded: ${named.join(', ')}${more}`,
  ];
}
