import path from 'node:path';
import type {
  ComparedRecording,
  Difference,
  DiffResult,
  IgnoredDifference,
  Subject,
} from '../../diff/difference.js';
import { groupBy } from '../../group-by.js';
import { groupDifferences } from '../../report/diff/group-differences.js';
import { overviewOf } from '../../report/diff/overview.js';
import {
  type DiffDetail,
  type DiffIgnoring,
  type DiffOverview,
  type DiffPlaces,
  type DiffRecording,
  MOST_GROUPS,
  MOST_PLACES,
} from '../protocol/diff.js';
import { detailOf } from './diff-detail.js';
import { type BookGroup, groupOf } from './diff-group.js';
import { type Ignoring, ignoringOf } from './diff-ignoring.js';
import { marksOf } from './diff-marks.js';
import { named, placeOf } from './diff-place.js';

/** What is told of a comparison; whose rules they are is known elsewhere. */
export type ComparedOverview = Omit<DiffOverview, 'revision' | 'rules'>;

/** A comparison that can be asked about, a little at a time: of a huge one the page gets its groups first. */
export class DiffBook {
  readonly #result: DiffResult;
  /** What counts, then what was ignored. */
  readonly #differences: readonly (Difference | IgnoredDifference)[];
  readonly #numbers: ReadonlyMap<Difference, number>;
  readonly #bySubject: ReadonlyMap<Subject, readonly (Difference | IgnoredDifference)[]>;
  readonly #groups: readonly BookGroup[];
  readonly #noise: number;
  /** By group: worked out once it is asked for. */
  readonly #ignoring = new Map<number, Ignoring>();

  /** @param noise how many recordings noise was learned from */
  constructor(result: DiffResult, noise: number) {
    this.#result = result;
    this.#noise = noise;
    this.#differences = [...result.differences, ...result.ignoredDifferences];
    this.#numbers = new Map(this.#differences.map((each, at) => [each, at]));
    this.#bySubject = groupBy(this.#differences, ({ subject }) => subject);
    this.#groups = [...groupsOf(result)];
  }

  overview(): ComparedOverview {
    const { differences, ignored, learned } = this.#result;
    const { same, baseline, candidate, compared } = this.#result;
    const overview = overviewOf(this.#result);
    const groups = this.#groups.map((group, id) => ({ group, id }));
    const counting = groups.filter(({ group }) => group.rule === null);
    const noise = groups.filter(({ group }) => group.rule !== null);
    const told = [...counting.slice(0, MOST_GROUPS), ...noise.slice(0, MOST_GROUPS)];
    return {
      same,
      baseline: recordingOf(baseline),
      candidate: recordingOf(candidate),
      compared,
      count: differences.length,
      operations: overview.operations.length,
      kinds: overview.kinds,
      ignored: ignored.map(({ rule, count }) => ({ rule: named(rule), count })),
      learned: { rules: learned.length, recordings: this.#noise },
      groups: told.map(({ group, id }) => groupOf(group, id, this.#number(group.differences[0]))),
      leftOut: counting
        .slice(MOST_GROUPS)
        .reduce((sum, { group }) => sum + group.differences.length, 0),
      marks: marksOf(this.#groups),
    };
  }

  /** Some places of a group; null if there is no such group. */
  places(id: number, from: number): DiffPlaces | null {
    const group = this.#groups[id];
    if (group === undefined) return null;
    const { differences } = group;
    const places = differences
      .slice(from, from + MOST_PLACES)
      .map((each) => placeOf(each, this.#number(each)));
    return { places, count: differences.length };
  }

  /** All about a place; null if there is no such. */
  detail(number: number): DiffDetail | null {
    const difference = this.#differences[number];
    if (difference === undefined) return null;
    const { subject } = difference;
    return detailOf(
      difference,
      number,
      this.#bySubject.get(subject) ?? [],
      this.#result.timelines.get(subject),
    );
  }

  /** How a group can be ignored from now on; null if there is no such group. */
  ignoring(id: number): Omit<DiffIgnoring, 'file'> | null {
    const ignoring = this.#ignoringOf(id);
    return ignoring && { scopes: ignoring.scopes, proposed: ignoring.proposed };
  }

  /** JSON text of a rule that was proposed; null if there is no such. */
  ruleOf(id: number, option: number): string | null {
    return this.#ignoringOf(id)?.rules[option] ?? null;
  }

  #ignoringOf(id: number): Ignoring | null {
    const group = this.#groups[id];
    if (group === undefined || group.rule !== null) return null;
    const known = this.#ignoring.get(id) ?? ignoringOf(group.differences, this.#result.differences);
    this.#ignoring.set(id, known);
    return known;
  }

  #number(difference: Difference): number {
    return this.#numbers.get(difference) ?? -1;
  }
}

function* groupsOf(result: DiffResult): Generator<BookGroup> {
  yield* grouped(result.differences, null);
  for (const [rule, its] of groupBy(result.ignoredDifferences, (each) => each.rule)) {
    yield* grouped(its, rule);
  }
}

function* grouped(differences: readonly Difference[], rule: string | null): Generator<BookGroup> {
  for (const { groups } of groupDifferences(differences)) {
    for (const group of groups) yield { ...group, rule };
  }
}

function recordingOf(recording: ComparedRecording): DiffRecording {
  const { file, label, target, startedAt, sessions, calls, notifications } = recording;
  return {
    name: named(path.basename(file)),
    label: label === null ? null : named(label),
    target: target === null ? null : named(target),
    startedAt,
    sessions,
    calls,
    notifications,
  };
}
