import type { Correlated, LinkCounts } from '../rules/correlate-recording.js';
import { type Column, line, widest } from './columns.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

/** Says for people how many links a recording had, and has now, by rule. */
export function describeCorrelated({ file, notifications, before, after }: Correlated): string {
  const names = new Set([...Object.keys(after.byRule), ...Object.keys(before.byRule)]);
  const rows = [
    ['', 'before', 'now'],
    ...[...names].map((rule) => [printable(rule), count(before, rule), count(after, rule)]),
    ['of these copies', String(before.copies), String(after.copies)],
    ['unsolicited', String(notifications - before.links), String(notifications - after.links)],
  ];
  const columns = [0, 1, 2].map(
    (at): Column => ({
      width: widest(
        rows.map((row) => row[at] ?? ''),
        40,
      ),
      align: at === 0 ? 'left' : 'right',
    }),
  );
  return [
    `correlated ${after.links} of ${plural(notifications, 'notification')} in ${printable(file)}`,
    ...rows.map((row) =>
      line(
        row.map((text) => ({ text })),
        columns,
        (_tone, text) => text,
      ),
    ),
  ].join('\n');
}

function count({ byRule }: LinkCounts, rule: string): string {
  return String(Object.hasOwn(byRule, rule) ? byRule[rule] : 0);
}
