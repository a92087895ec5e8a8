import type {
  Difference,
  DiffResult,
  Subject,
  TimelineEvent,
  Timelines,
} from '../../../diff/difference.js';
import { groupBy } from '../../../group-by.js';
import { printable } from '../../printable.js';
import { shorten } from '../../shorten.js';
import { type DifferenceGroup, groupDifferences } from '../group-differences.js';
import { brokenWords, timesWords } from '../group-words.js';
import { idsText } from '../ids-text.js';
import { type Sides, sidesOf } from '../sides.js';
import type { PageGroup, PagePlace, PageTimelines } from './page-data.js';

/** What is kept of a value: a page that holds whole bodies a thousand times opens in no browser. */
const LONGEST_VALUE = 10_000;
/** The same for each of the places of a group. */
const LONGEST_OF_MANY = 200;
const MOST_PLACES = 50;
const LONGEST_NAME = 300;
const MOST_EVENTS = 200;

/** Numbers the timelines that groups refer to, in the order in which they are met. */
export class TimelineBook {
  readonly #numbers = new Map<Timelines, number>();
  readonly #of: DiffResult['timelines'];

  constructor(timelines: DiffResult['timelines']) {
    this.#of = timelines;
  }

  numberOf(subject: Subject): number {
    const timelines = this.#of.get(subject);
    if (timelines === undefined) return -1;
    const number = this.#numbers.get(timelines) ?? this.#numbers.size;
    this.#numbers.set(timelines, number);
    return number;
  }

  *pages(): Generator<PageTimelines> {
    for (const { baseline, candidate } of this.#numbers.keys()) {
      const sides = { baseline: eventsOf(baseline), candidate: eventsOf(candidate) };
      const offsets = [...sides.baseline, ...sides.candidate].map(({ offset }) => offset);
      yield { longest: Math.max(1, ...offsets), ...sides };
    }
  }
}

/** What differs in groups, then what was ignored, rule by rule. */
export function* pageGroups(result: DiffResult, book: TimelineBook): Generator<PageGroup> {
  yield* groupsOf(result.differences, null, book);
  for (const [rule, its] of groupBy(result.ignoredDifferences, (each) => each.rule)) {
    yield* groupsOf(its, rule, book);
  }
}

function* groupsOf(
  differences: readonly Difference[],
  rule: string | null,
  book: TimelineBook,
): Generator<PageGroup> {
  for (const { groups } of groupDifferences(differences)) {
    for (const group of groups) yield pageGroup(group, rule, book);
  }
}

function pageGroup(group: DifferenceGroup, rule: string | null, book: TimelineBook): PageGroup {
  const { kind, operation, notification, place, differences } = group;
  const [first] = differences;
  const which = first.subject.kind === 'notification' ? 'message' : 'exchange';
  return {
    kind,
    operation: shown(operation, LONGEST_NAME),
    notification: notification === null ? null : shown(notification, LONGEST_NAME),
    place: place === null ? null : shown(place, LONGEST_NAME),
    count: differences.length,
    ...shownSides(sidesOf(first), LONGEST_VALUE),
    times: timesWords(group),
    broken: brokenWords(group)[0] ?? null,
    rule: rule === null ? null : shown(rule, LONGEST_NAME),
    places:
      differences.length === 1
        ? []
        : differences.slice(0, MOST_PLACES).map((each) => pagePlace(each, group.values > 1)),
    timeline: book.numberOf(first.subject),
    ids: [first.subject.baseline?.[which] ?? null, first.subject.candidate?.[which] ?? null],
  };
}

function pagePlace(difference: Difference, withValues: boolean): PagePlace {
  const { path, user } = difference;
  return {
    path: path === null ? null : shown(path, LONGEST_NAME),
    where: `${user === null ? 'unknown user' : shown(user, LONGEST_NAME)}, ${idsText([difference])}`,
    ...(withValues
      ? shownSides(sidesOf(difference), LONGEST_OF_MANY)
      : { baseline: null, candidate: null }),
  };
}

function eventsOf(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return events.slice(0, MOST_EVENTS).map((event) => ({
    kind: event.kind,
    offset: event.offset,
    user: event.user === null ? null : shown(event.user, LONGEST_NAME),
    text: shown(event.text, LONGEST_NAME),
    id: event.id,
  }));
}

function shownSides({ baseline, candidate }: Sides, longest: number): Sides {
  return {
    baseline: baseline === null ? null : shown(baseline, longest),
    candidate: candidate === null ? null : shown(candidate, longest),
  };
}

/** Text as it is shown: control and format characters escaped, so that none turns the page around. */
export function shown(text: string, longest: number): string {
  return shorten(printable(shorten(text, longest)), longest);
}
