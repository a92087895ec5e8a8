import XMLBuilder from 'fast-xml-builder';
import type { DiffResult } from '../../diff/difference.js';
import { isoTime } from '../../recording/iso-time.js';
import { painter } from '../paint.js';
import { plural } from '../plural.js';
import { printable } from '../printable.js';
import { groupDifferences, type OperationGroups } from './group-differences.js';
import { groupLines, sidesHeading } from './group-text.js';
import { comparedWords, kindWords, overviewOf, recordingWords, verdictWords } from './overview.js';

const WIDTH = 120;
/** The most groups that one test case tells. */
const MOST_GROUPS = 200;
const ATTRIBUTE = '@';
const TEXT = '#text';
/** Printable, but in no way allowed in XML (1.0, production 2). */
const NEVER = /[\ufffe\uffff]/gu;

/**
 * Writes differences as JUnit's XML, in the form that Jenkins and GitLab read: one suite, a failed test case for
 * each operation in which something differs, and one that passes for all else.
 */
export function writeDiffJunit(
  result: DiffResult,
  showIgnored: boolean,
  write: (chunk: string) => void,
): void {
  const { baseline, candidate, differences, ignoredDifferences } = result;
  const groups = groupDifferences(differences);
  const ignored = showIgnored ? groupDifferences(ignoredDifferences) : [];
  const counts = { tests: groups.length + 1, failures: groups.length, errors: 0 };
  const kinds = new Map(overviewOf(result).operations.map((each) => [each.operation, each.kinds]));
  const failed = groups.map((each) => ({
    ...attributes({ name: each.operation, classname: 'understudy.diff', time: 0 }),
    failure: {
      ...attributes({
        type: 'difference',
        message: `${plural(each.count, 'difference')}: ${kindWords(kinds.get(each.operation) ?? [])}`,
      }),
      [TEXT]: `\n${groupsText(each)}\n`,
    },
  }));
  const suite = {
    ...attributes({
      name: `${baseline.file} and ${candidate.file}`,
      ...counts,
      skipped: 0,
      time: 0,
      // XSD's dateTime as JUnit has it: without zone.
      timestamp: isoTime(candidate.startedAt).slice(0, 19),
    }),
    testcase: [
      ...failed,
      {
        ...attributes({
          name: result.same ? 'all that was compared' : 'all else that was compared',
          classname: 'understudy.diff',
          time: 0,
        }),
        'system-out': {
          [TEXT]: `\n${[...summary(result), ...ignored.map(groupsText)].join('\n')}\n`,
        },
      },
    ],
  };
  const builder = new XMLBuilder({
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    format: true,
  });
  const xml: string = builder.build({
    testsuites: {
      ...attributes({ name: 'understudy diff', ...counts, time: 0 }),
      testsuite: suite,
    },
  });
  write('<?xml version="1.0" encoding="UTF-8"?>\n');
  write(xml.replace(NEVER, '\ufffd'));
}

function groupsText({ operation, groups }: OperationGroups): string {
  const left = groups.length - MOST_GROUPS;
  const paint = painter(false);
  return [
    printable(operation),
    sidesHeading(paint, WIDTH),
    ...groups.slice(0, MOST_GROUPS).flatMap((group) => [...groupLines(group, paint, WIDTH)]),
    ...(left > 0 ? [`  and ${left} more; --format json has them all`] : []),
  ].join('\n');
}

function summary(result: DiffResult): readonly string[] {
  return [
    ...(['baseline', 'candidate'] as const).map((side) => {
      const { file, label } = result[side];
      return [side, file, label, ...recordingWords(result[side])]
        .filter((words) => words !== null)
        .map(printable)
        .join(', ');
    }),
    `compared: ${comparedWords(result.compared)}`,
    ...result.ignored.map(({ rule, count }) => `ignored by ${printable(rule)}: ${count}`),
    verdictWords(result),
  ];
}

/** XML holds few control characters, not even escaped: they are told as JSON tells them. */
function attributes(values: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${ATTRIBUTE}${name}`,
      printable(String(value)),
    ]),
  );
}
