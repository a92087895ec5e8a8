import { plural } from './plural.js';
import { printable } from './printable.js';

/** What an import has to say when it is done. */
interface ImportSummary {
  readonly format: string;
  readonly file: string;
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Copies included. */
  readonly correlated: number;
  readonly warnings: readonly string[];
}

/** Says for people what was imported, and plainly what could not be. */
export function describeImport(summary: ImportSummary): string {
  const { format, file, sessions, exchanges, calls, notifications, correlated } = summary;
  return [
    `imported ${plural(sessions, 'session')}, ${plural(calls, 'call')} and ${plural(notifications, 'notification')} from ${format} into ${printable(file)}`,
    `  ${plural(exchanges, 'exchange')} in all`,
    ...(notifications === 0
      ? []
      : [
          `  ${correlated} correlated with ${correlated === 1 ? 'its call' : 'their calls'}, ${notifications - correlated} unsolicited`,
        ]),
    ...summary.warnings.map((warning) => `  ${printable(warning)}`),
  ].join('\n');
}
