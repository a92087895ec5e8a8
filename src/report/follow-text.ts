import { groupBy } from '../group-by.js';
import { type Paint, painter } from './paint.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';

/** A place where values come from or go to. */
export interface ToldPlace {
  readonly of: string;
  readonly part: string;
  readonly count: number;
}

/** A value that came from the server and went back to it. */
export interface ToldValue {
  readonly value: string;
  readonly from: readonly ToldPlace[];
  readonly to: readonly ToldPlace[];
  /** Null for who is not known. */
  readonly users: readonly (string | null)[];
}

/** A value of which a person may know better. */
export interface DoubtfulValue extends ToldValue {
  readonly doubt: keyof typeof DOUBTS;
  readonly followed: boolean;
}

/** What is followed through a recording. */
export interface ToldFlow {
  readonly followed: readonly ToldValue[];
  readonly ambiguous: readonly DoubtfulValue[];
}

/** Why a value is named instead of being followed without a word. */
export const DOUBTS = {
  word: 'looks like a word: not followed',
  time: 'looks like a time: not followed',
  'short-number': 'so short a number may be the same by chance: not followed',
  'plain-number': 'a number that is named like no identifier: not followed',
  'user-name': 'is the name of a user: not followed',
  'own-reference': 'may be a reference that the desktop counts itself: not followed',
  'asked-first': 'a desktop said it before the server did: not followed',
  'several-sources': 'may be either of two things that the server said: followed by its name',
} as const;

const widest = 60;
const mostValues = 3;
const mostPlaces = 3;
const mostUsers = 5;

/** Says what is followed, from where to where; values that go the same way are told together. */
export function followText({ followed, ambiguous }: ToldFlow, color: boolean): string {
  const paint = painter(color);
  const lines = [
    paint('heading', `Followed: ${plural(followed.length, 'value')}`),
    ...grouped(followed).flatMap((values) => group(values, paint)),
  ];
  if (followed.length === 0) lines.push('  nothing that the server handed out came back');
  if (ambiguous.length > 0) {
    lines.push('', paint('heading', `Ambiguous: ${plural(ambiguous.length, 'value')}`));
    for (const [doubt, words] of Object.entries(DOUBTS)) {
      const values = ambiguous.filter((each) => each.doubt === doubt);
      if (values.length === 0) continue;
      lines.push(`  ${paint('warning', words)}`);
      lines.push(...grouped(values).flatMap((each) => group(each, paint)));
    }
    lines.push('', 'A file can decide them: --decide FILE');
  }
  return `${lines.join('\n')}\n`;
}

/** The same for programs; values in full, as a decisions file wants them. */
export function followJson({ followed, ambiguous }: ToldFlow): object {
  const told = ({ value, from, to, users }: ToldValue) => ({
    value,
    from: from.map(placeJson),
    to: to.map(placeJson),
    users,
  });
  return {
    followed: followed.map(told),
    ambiguous: ambiguous.map((each) => ({
      ...told(each),
      doubt: each.doubt,
      why: DOUBTS[each.doubt],
      followed: each.followed,
    })),
  };
}

function placeJson({ of, part, count }: ToldPlace): object {
  return { place: `${of} ${part}`, count };
}

/** By where they come from first, and where they go. */
function grouped<T extends ToldValue>(values: readonly T[]): readonly (readonly T[])[] {
  const groups = groupBy(values, ({ from, to }) => {
    const places = [from[0], ...to.toSorted((a, b) => (a.of < b.of ? -1 : 1))];
    return places.map((place) => `${place?.of} ${place?.part}`).join('\n');
  });
  return [...groups.values()];
}

function group(values: readonly ToldValue[], paint: Paint): readonly string[] {
  const names = values.map(({ value }) => shorten(printable(value), widest));
  const users = [...new Set(values.flatMap((each) => each.users))].map((user) =>
    user === null ? 'an unknown user' : printable(user),
  );
  return [
    `  ${paint('strong', listed(names, mostValues))}  ${paint('faint', listed(users, mostUsers))}`,
    ...places('from', united(values.flatMap(({ from }) => from))),
    ...places('to', united(values.flatMap(({ to }) => to))),
  ];
}

function places(word: string, all: readonly ToldPlace[]): readonly string[] {
  const shown = all.slice(0, mostPlaces).map(({ of, part, count }, index) => {
    const place = printable(`${of} ${part}`);
    return `    ${(index === 0 ? word : '').padEnd(5)} ${place}, ${plural(count, 'time')}`;
  });
  const more = all.length - shown.length;
  return more > 0 ? [...shown, `          and ${plural(more, 'more place')}`] : shown;
}

function united(all: readonly ToldPlace[]): readonly ToldPlace[] {
  const counts = new Map<string, ToldPlace>();
  for (const each of all) {
    const key = `${each.of} ${each.part}`;
    counts.set(key, { ...each, count: each.count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()];
}

function listed(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
