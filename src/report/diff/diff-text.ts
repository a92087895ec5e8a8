import type { Difference, DiffResult } from '../../diff/difference.js';
import { groupBy } from '../../group-by.js';
import { type Paint, painter } from '../paint.js';
import { plural } from '../plural.js';
import { printable } from '../printable.js';
import { shorten } from '../shorten.js';
import { groupDifferences } from './group-differences.js';
import { groupLines, sidesHeading } from './group-text.js';
import { verdictWords } from './overview.js';
import { overviewLines } from './overview-text.js';
import { hasSides } from './sides.js';

const LONGEST_NAME = 100;

/** How differences are written for people. */
export interface DiffTextStyle {
  /** With colours, as a terminal understands them. */
  readonly color: boolean;
  /** Characters of a line. */
  readonly width: number;
  /** List what was ignored, too. */
  readonly showIgnored: boolean;
}

/**
 * Writes for people how two recordings differ: an overview, then equal differences in groups under their
 * operation. Nothing of a recording reaches the terminal as a control character.
 */
export function writeDiffText(
  result: DiffResult,
  { color, width, showIgnored }: DiffTextStyle,
  write: (chunk: string) => void,
): void {
  const paint = painter(color);
  const writeLines = (lines: Iterable<string>): void => {
    for (const text of lines) write(`${text}\n`);
  };
  writeLines(overviewLines(result, paint, width));
  writeLines(operationLines(result.differences, paint, width));
  if (showIgnored) {
    for (const [rule, its] of groupBy(result.ignoredDifferences, (each) => each.rule)) {
      write(`\n${paint('heading', `Ignored by ${shorten(printable(rule), LONGEST_NAME)}`)}\n`);
      writeLines(operationLines(its, paint, width));
    }
  }
  write(`\n${paint(result.same ? 'good' : 'bad', verdictWords(result))}\n`);
}

function* operationLines(
  differences: readonly Difference[],
  paint: Paint,
  width: number,
): Generator<string> {
  for (const { operation, count, groups } of groupDifferences(differences)) {
    yield '';
    const name = paint('heading', shorten(printable(operation), LONGEST_NAME));
    yield `${name}  ${paint('faint', plural(count, 'difference'))}`;
    if (groups.some(({ differences: [first] }) => hasSides(first)))
      yield sidesHeading(paint, width);
    for (const group of groups) yield* groupLines(group, paint, width);
  }
}
