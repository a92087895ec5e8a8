import type { OperationTally, UnsolicitedTally } from '../correlate/tally/correlation-tally.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';
import { unansweredWords, unsolicitedWords } from './why-words.js';

/** The most of each kind that are told one by one; `--json` has them all. */
const MOST = 10;
const LONGEST_NAME = 60;

interface Row {
  readonly count: number;
  readonly name: string;
  readonly why: string;
}

/** The calls that no notification answered, by operation and reason, most first; no lines if there are none. */
export function unansweredText(operations: readonly OperationTally[]): readonly string[] {
  const rows = operations.flatMap(({ operation, unanswered }) =>
    rowsOf(operation ?? '(no operation)', unanswered, unansweredWords),
  );
  return section(rows, (count) => `${plural(count, 'call')} that no notification answered`);
}

/** The notifications that no call is linked with, by message type and reason, most first. */
export function unsolicitedText(unsolicited: readonly UnsolicitedTally[]): readonly string[] {
  const rows = unsolicited.flatMap(({ messageType, reasons }) =>
    rowsOf(messageType ?? '(no message type)', reasons, unsolicitedWords),
  );
  return section(rows, (count) => `${plural(count, 'unsolicited notification')}`);
}

function rowsOf<W extends string>(
  name: string,
  counts: Readonly<Partial<Record<W, number>>>,
  words: Readonly<Record<W, string>>,
): Row[] {
  return (Object.entries(counts) as [W, number][]).map(([why, count]) => ({
    count,
    name: shorten(printable(name), LONGEST_NAME),
    why: words[why],
  }));
}

function section(rows: readonly Row[], title: (count: number) => string): readonly string[] {
  if (rows.length === 0) return [];
  const sorted = [...rows].sort((a, b) => b.count - a.count);
  const sum = (some: readonly Row[]): number => some.reduce((total, { count }) => total + count, 0);
  const left = sorted.slice(MOST);
  const width = String(sorted[0]?.count ?? 0).length;
  return [
    `  ${title(sum(rows))}:`,
    ...sorted
      .slice(0, MOST)
      .map(({ count, name, why }) => `    ${String(count).padStart(width)}  ${name}: ${why}`),
    ...(left.length > 0 ? [`    ${sum(left)} more; --json has them all`] : []),
  ];
}
