import type { Paint } from '../paint.js';
import type { DifferenceGroup } from './group-differences.js';
import { brokenWords, placeWords, timesWords } from './group-words.js';
import { parted } from './parted.js';
import { hasSides, type Sides, sidesOf } from './sides.js';

const INDENT = '    ';
const BETWEEN = ' │ ';
const NARROWEST = 20;

/** Says above a list of groups what stands at which side. */
export function sidesHeading(paint: Paint, width: number): string {
  const room = sideWidth(width);
  return `${INDENT}${paint('faint', `${'baseline'.padEnd(room)}${BETWEEN}candidate`)}`;
}

/** A group of equal differences: what differs, both sides, how often and where. */
export function* groupLines(
  group: DifferenceGroup,
  paint: Paint,
  width: number,
): Generator<string> {
  yield `  ${paint('strong', placeWords(group))}`;
  const [first] = group.differences;
  if (hasSides(first)) yield sideBySide(sidesOf(first), paint, width);
  for (const words of brokenWords(group)) yield `${INDENT}${paint('warning', words)}`;
  yield `${INDENT}${paint('faint', timesWords(group))}`;
}

function sideBySide(sides: Sides, paint: Paint, width: number): string {
  const room = sideWidth(width);
  const shown = parted(sides, room);
  const left = sides.baseline === null ? paint('faint', '(nothing)') : paint('bad', shown.baseline);
  const leftWidth = sides.baseline === null ? '(nothing)'.length : [...shown.baseline].length;
  const right =
    sides.candidate === null ? paint('faint', '(nothing)') : paint('good', shown.candidate);
  return `${INDENT}${left}${' '.repeat(Math.max(0, room - leftWidth))}${BETWEEN}${right}`;
}

function sideWidth(width: number): number {
  return Math.max(NARROWEST, Math.floor((width - INDENT.length - BETWEEN.length) / 2));
}
