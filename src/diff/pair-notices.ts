import type { Pair } from './align/common-subsequence.js';
import type { Notice } from './notice.js';

/** A notification with what it followed, by a name that both sides share; null if that has no counterpart. */
export interface Told {
  readonly notice: Notice;
  readonly cause: string | null;
  /** No call is known that it may follow: whatever made it come happened elsewhere. */
  readonly byItself: boolean;
  /** The id of its resource by the name that both sides share: `?` if nobody knows its counterpart. */
  readonly id: string | null;
}

type Key = (told: Told) => readonly unknown[] | null;

const withCause =
  (key: (notice: Notice, id: string | null) => readonly unknown[]): Key =>
  ({ notice, cause, id }) =>
    cause === null ? null : [cause, ...key(notice, id)];

/** How notifications are found again, the strictest first; of equals the n-th is the counterpart of the n-th. */
const rounds: readonly Key[] = [
  withCause((n, id) => [n.tab, n.channel, n.messageType, n.notificationType, n.state, id]),
  withCause((n) => [n.tab, n.channel, n.messageType, n.notificationType, n.state]),
  withCause((n, id) => [n.messageType, n.notificationType, id]),
  ({ notice: n, id }) => [n.tab, n.channel, n.messageType, n.notificationType, n.state, id],
  withCause((n) => [n.messageType, n.notificationType]),
  ({ cause, id }) => (cause === null || id === null || id === '?' ? null : [cause, id]),
  ({ notice: n, id }) =>
    id === null || id === '?' ? null : [n.channel, n.messageType, n.notificationType, id],
  withCause((n) => [n.channel, n.notificationType]),
  withCause((n) => [n.channel, n.messageType]),
];

/** Pairs the notifications of two sessions, as indices in the baseline's order; what is left has no counterpart. */
export function pairNotices(
  baseline: readonly Told[],
  candidate: readonly Told[],
): readonly Pair[] {
  const pairs: Pair[] = [];
  let left = [...baseline.keys()];
  let right = [...candidate.keys()];
  for (const key of rounds) {
    if (left.length === 0 || right.length === 0) break;
    const waiting = new Map<string, { readonly places: number[]; next: number }>();
    for (const at of right) {
      const text = textOf(candidate[at], key);
      if (text === null) continue;
      const known = waiting.get(text);
      if (known) known.places.push(at);
      else waiting.set(text, { places: [at], next: 0 });
    }
    const taken = new Set<number>();
    left = left.filter((at) => {
      const text = textOf(baseline[at], key);
      const known = text === null ? undefined : waiting.get(text);
      const place = known?.places[known.next];
      if (known === undefined || place === undefined) return true;
      known.next++;
      taken.add(place);
      pairs.push([at, place]);
      return false;
    });
    right = right.filter((at) => !taken.has(at));
  }
  return pairs.sort(([a], [b]) => a - b);
}

/** So many of one type are looked at to find what says nearly the same. */
const MOST_LOOKED_AT = 10;

/**
 * Pairs what is left over and of one type by what it says: one whose id or state is not what it was is not one missing and
 * one too many.
 */
export function pairAlike(
  baseline: readonly Told[],
  candidate: readonly Told[],
  paired: readonly Pair[],
  alike: (baseline: number, candidate: number) => boolean,
): readonly Pair[] {
  const [here, there] = [new Set(paired.map(([a]) => a)), new Set(paired.map(([, b]) => b))];
  const typeOf = ({ notice }: Told): string => JSON.stringify([notice.channel, notice.messageType]);
  const left = new Map<string, number[]>();
  for (const [at, told] of candidate.entries()) {
    if (there.has(at)) continue;
    const known = left.get(typeOf(told));
    if (known) known.push(at);
    else left.set(typeOf(told), [at]);
  }
  return [...baseline.entries()].flatMap(([at, told]): Pair[] => {
    const others = here.has(at) ? undefined : left.get(typeOf(told));
    const place = others?.slice(0, MOST_LOOKED_AT).findIndex((other) => alike(at, other)) ?? -1;
    if (others === undefined || place < 0) return [];
    return [[at, others.splice(place, 1)[0] as number]];
  });
}

function textOf(told: Told | undefined, key: Key): string | null {
  const parts = told === undefined ? null : key(told);
  return parts === null ? null : JSON.stringify(parts);
}
