import type {
  Difference,
  IgnoredDifference,
  TimelineEvent,
  Timelines,
} from '../../diff/difference.js';
import { sidesOf } from '../../report/diff/sides.js';
import { type DiffDetail, type DiffEvent, MOST_SIBLINGS, MOST_VALUE } from '../protocol/diff.js';
import { keyOf } from '../protocol/row.js';
import { named, placeOf } from './diff-place.js';

/** What is told of a call that caused thousands of notifications. */
const MOST_EVENTS = 200;
/** Of a path that is compared with those in a body; so deep down nobody looks. */
const LONGEST_PATH = 4_000;

/** @param alike all differences of what it is about, itself included */
export function detailOf(
  difference: Difference,
  number: number,
  alike: readonly (Difference | IgnoredDifference)[],
  stories: Timelines | undefined,
): DiffDetail {
  const { baseline, candidate } = sidesOf(difference);
  const values = { baseline: whole(baseline), candidate: whole(candidate) };
  return {
    place: placeOf(difference, number),
    values,
    cut: values.baseline !== baseline || values.candidate !== candidate,
    stories: {
      baseline: (stories?.baseline ?? []).slice(0, MOST_EVENTS).map(eventOf),
      candidate: (stories?.candidate ?? []).slice(0, MOST_EVENTS).map(eventOf),
    },
    siblings: alike.slice(0, MOST_SIBLINGS).map((each) => ({
      kind: each.kind,
      path: each.path?.slice(0, LONGEST_PATH) ?? null,
      rule: 'rule' in each ? named(each.rule) : null,
    })),
  };
}

function eventOf({ kind, offset, user, text, id }: TimelineEvent): DiffEvent {
  const told = { kind, offset, user: user === null ? null : named(user), text: named(text) };
  return { ...told, key: keyOf(kind === 'notification' ? kind : 'call', id) };
}

function whole(text: string | null): string | null {
  return text === null ? null : text.slice(0, MOST_VALUE);
}
