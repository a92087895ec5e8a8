import type { DiffResult } from '../../diff/difference.js';
import { groupBy } from '../../group-by.js';
import { plural } from '../plural.js';
import { shorten } from '../shorten.js';
import { Budget } from './budget.js';
import {
  type DifferenceGroup,
  groupDifferences,
  type OperationGroups,
} from './group-differences.js';
import { brokenWords, placeWords, timesWords } from './group-words.js';
import { markdownCode } from './markdown-code.js';
import { comparedWords, kindWords, overviewOf, recordingWords, verdictWords } from './overview.js';
import { parted } from './parted.js';
import { sidesOf } from './sides.js';

/** A comment of a pull request holds fewer than 65,536 characters. */
const LIMIT = 65_000;
/** What says that something was left out. */
const RESERVED = 500;
/** Of these the overview may take that much, so that there is room for differences. */
const OVERVIEW = 20_000;
const LONGEST_VALUE = 120;
const LONGEST_NAME = 160;
const END = '\n</details>\n';

/** Writes differences as Markdown that fits a pull request: what has no room is left out, and said to be. */
export function writeDiffMarkdown(
  result: DiffResult,
  showIgnored: boolean,
  write: (chunk: string) => void,
): void {
  const budget = new Budget(LIMIT, write);
  budget.add(`### ${result.same ? '✅' : '❌'} understudy diff: ${verdictWords(result)}\n`);
  budget.add(recordingsTable(result), RESERVED);
  budget.add(ignoredLine(result), RESERVED);
  addOverview(result, budget);
  let left = 0;
  const add = (title: () => string, groups: OperationGroups): void => {
    // What comes after something that had no room is left out, too: the reader sees where it ends.
    left += left > 0 ? groups.count : addGroups(title(), groups, budget);
  };
  for (const each of groupDifferences(result.differences)) {
    add(() => nameOf(each.operation), each);
  }
  if (showIgnored) {
    for (const [rule, its] of groupBy(result.ignoredDifferences, (each) => each.rule)) {
      for (const each of groupDifferences(its)) {
        add(() => `Ignored by ${nameOf(rule)}: ${nameOf(each.operation)}`, each);
      }
    }
  }
  if (left > 0) {
    budget.add(
      `\n**${plural(left, 'place')} left out**, because a comment holds no more: \`--format html\` or \`json\` tells them all.\n`,
    );
  }
}

function nameOf(text: string): string {
  return markdownCode(shorten(text, LONGEST_NAME));
}

function recordingsTable(result: DiffResult): string {
  const rows = (['baseline', 'candidate'] as const).map((side) => {
    const { file, label } = result[side];
    const told = [file, label, ...recordingWords(result[side])].filter((words) => words !== null);
    return `| ${side} | ${told.map((words) => nameOf(words)).join('<br>')} |\n`;
  });
  const compared = `| compared | ${comparedWords(result.compared)} |\n`;
  return `\n| | |\n|---|---|\n${rows.join('')}${compared}`;
}

function ignoredLine({ ignored }: DiffResult): string {
  const places = ignored.reduce((sum, { count }) => sum + count, 0);
  if (places === 0) return '\nNothing was ignored.\n';
  const rules = ignored.slice(0, 20).map(({ rule, count }) => `${nameOf(rule)} ${count}`);
  const left = ignored.length - rules.length;
  return `\nIgnored: ${plural(places, 'place')} by ${rules.join(', ')}${left > 0 ? ` and ${plural(left, 'more rule')}` : ''}\n`;
}

function addOverview(result: DiffResult, budget: Budget): void {
  const { operations } = overviewOf(result);
  if (operations.length === 0) return;
  budget.add('\n| operation | differences | kinds |\n|---|---:|---|\n', RESERVED);
  const reserved = LIMIT - OVERVIEW;
  const shown = operations.findIndex(
    ({ operation, count, kinds }) =>
      !budget.add(`| ${nameOf(operation)} | ${count} | ${kindWords(kinds)} |\n`, reserved),
  );
  if (shown === -1) return;
  budget.add(`| and ${plural(operations.length - shown, 'more operation')} | | |\n`, RESERVED);
}

/** How many places had no room. */
function addGroups(title: string, { count, groups }: OperationGroups, budget: Budget): number {
  const head = `\n<details><summary>${title}: ${plural(count, 'place')}</summary>\n\n| what | baseline | candidate | where |\n|---|---|---|---|\n`;
  const [first] = groups;
  const reserved = RESERVED + END.length;
  if (first === undefined || !budget.add(head, reserved + rowOf(first).length)) return count;
  let told = 0;
  for (const group of groups) {
    if (!budget.add(rowOf(group), reserved)) break;
    told += group.differences.length;
  }
  budget.add(END);
  return count - told;
}

function rowOf(group: DifferenceGroup): string {
  const sides = sidesOf(group.differences[0]);
  const shown = parted(sides, LONGEST_VALUE);
  const values = (['baseline', 'candidate'] as const).map((side) =>
    sides[side] === null ? '' : markdownCode(shown[side]),
  );
  const where = [...brokenWords(group), timesWords(group)].map(markdownCode).join('<br>');
  return `| ${markdownCode(placeWords(group))} | ${values.join(' | ')} | ${where} |\n`;
}
