import type { Difference, DiffResult } from '../../../diff/difference.js';
import { groupBy } from '../../../group-by.js';
import { type DifferenceGroup, groupDifferences } from '../group-differences.js';
import { brokenWords, timesWords } from '../group-words.js';
import { idsText, MOST_IDS } from '../ids-text.js';
import { type Sides, sidesOf } from '../sides.js';
import type { PageBook } from './page-book.js';
import type { PageGroup, PagePlace } from './page-data.js';
import { shown } from './shown.js';

/** What is kept of a value. */
const LONGEST_VALUE = 10_000;
/** The same for each of the places of a group. */
const LONGEST_OF_MANY = 1_000;
const MOST_PLACES = 50;

/** What differs in groups, then what was ignored, rule by rule. */
export function* pageGroups(result: DiffResult, book: PageBook): Generator<PageGroup> {
  yield* groupsOf(result.differences, null, book);
  for (const [rule, its] of groupBy(result.ignoredDifferences, (each) => each.rule)) {
    yield* groupsOf(its, rule, book);
  }
}

function* groupsOf(
  differences: readonly Difference[],
  rule: string | null,
  book: PageBook,
): Generator<PageGroup> {
  for (const { groups } of groupDifferences(differences)) {
    for (const group of groups) {
      if (book.takes(group.differences.length)) yield pageGroup(group, rule, book);
    }
  }
}

function pageGroup(group: DifferenceGroup, rule: string | null, book: PageBook): PageGroup {
  const { kind, operation, notification, place, differences } = group;
  const [first] = differences;
  const which = first.subject.kind === 'notification' ? 'message' : 'exchange';
  return {
    kind,
    operation: shown(operation),
    notification: notification === null ? null : shown(notification),
    place: place === null ? null : shown(place),
    count: differences.length,
    ...shownSides(sidesOf(first), LONGEST_VALUE, book),
    times: timesWords(group),
    broken: brokenWords(group)[0] ?? null,
    rule: rule === null ? null : shown(rule),
    places: placesOf(group, book),
    timeline: book.numberOf(first.subject),
    ids: [first.subject.baseline?.[which] ?? null, first.subject.candidate?.[which] ?? null],
  };
}

/** Where there is more to say than the group says. */
function placesOf(group: DifferenceGroup, book: PageBook): readonly PagePlace[] {
  const { differences, place, values } = group;
  const varied = values > 1 || differences.some(({ path }) => path !== place);
  if (!varied && differences.length <= MOST_IDS) return [];
  return differences.slice(0, MOST_PLACES).map((each) => pagePlace(each, group, book));
}

function pagePlace(difference: Difference, group: DifferenceGroup, book: PageBook): PagePlace {
  const { path, user } = difference;
  return {
    path: path === null || path === group.place ? null : shown(path),
    where: `${user === null ? 'unknown user' : shown(user)}, ${idsText([difference])}`,
    ...(group.values > 1
      ? shownSides(sidesOf(difference), LONGEST_OF_MANY, book)
      : { baseline: null, candidate: null }),
  };
}

function shownSides({ baseline, candidate }: Sides, longest: number, book: PageBook): Sides {
  return { baseline: book.value(baseline, longest), candidate: book.value(candidate, longest) };
}
