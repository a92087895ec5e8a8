import type { Part } from '../acts/act.js';
import { groupBy } from '../group-by.js';
import { lazily } from '../lazily.js';
import { noSuchSession, sessionsNamed } from '../recording/sessions-named.js';
import { leastFirst } from './least-first.js';

/** Decides which recorded session a live one plays. */
export interface Casting {
  /** Those that are played at all. */
  readonly parts: readonly Part[];
  /** Whom the next live session of that user (null: unknown) would play; null if there is nobody. */
  next(user: string | null, accept?: (part: Part) => boolean): Part | null;
  /** It plays it: says which copy it is, counted from 1. */
  take(part: Part, user: string | null): number;
  /** Whether it matters that it is this user: there are sessions of the user, and not all play the same. */
  knows(user: string): boolean;
  /** A live session that plays already turns out to be that user's: it counts as one of the user's. */
  adopt(user: string): void;
}

/**
 * The k-th live session of a user plays that user's k-th recorded one, then round again; one of an unknown user
 * the next that was played least.
 *
 * @param only id of a recorded session or name of a user: all live sessions play that
 * @throws UsageError if `only` names nothing in the recording
 */
export function casting(parts: readonly Part[], only: string | null, file: string): Casting {
  const chosen = only === null ? null : chosenOnes(parts, only, file);
  const plays = new Map<Part, number>();
  const takes = new Map<string | null, number>();
  const byUser = lazily(() => groupBy(parts, (each) => each.user));
  const firstHeap = lazily(() => leastFirst(parts, (part) => plays.get(part) ?? 0));
  const leastPlayed = (): Part | null => firstHeap()();

  function pool(user: string | null): readonly Part[] | null {
    if (chosen !== null) return chosen;
    return user === null ? null : (byUser().get(user) ?? null);
  }

  /** Where one thing is played by all, users don't matter. */
  const keyOf = (user: string | null): string | null => (chosen === null ? user : null);

  function count(user: string | null): void {
    takes.set(keyOf(user), (takes.get(keyOf(user)) ?? 0) + 1);
  }

  return {
    parts: chosen ?? parts,
    next(user, accept) {
      const own = pool(user);
      const inTurn = accept === undefined ? own : own?.filter(accept);
      if (inTurn && inTurn.length > 0) {
        const taken = takes.get(keyOf(user)) ?? 0;
        return inTurn[taken % inTurn.length] ?? null;
      }
      if (chosen !== null) return null;
      if (accept === undefined) return leastPlayed();
      let least: Part | null = null;
      for (const each of parts) {
        const fewer = least === null || (plays.get(each) ?? 0) < (plays.get(least) ?? 0);
        if (fewer && accept(each)) least = each;
      }
      return least;
    },
    knows: (user) => chosen === null && pool(user) !== null,
    adopt: count,
    take(part, user) {
      count(user);
      const copy = (plays.get(part) ?? 0) + 1;
      plays.set(part, copy);
      return copy;
    },
  };
}

function chosenOnes(parts: readonly Part[], only: string, file: string): readonly Part[] {
  const found = sessionsNamed(parts, only);
  if (found.length === 0) throw noSuchSession(only, file, parts);
  return found;
}
