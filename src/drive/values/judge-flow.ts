import type { Visits } from '../../acts/visits.js';
import { groupBy } from '../../group-by.js';
import type { Passed, Source, Use } from './collect-flow.js';
import type {
  AmbiguousValue,
  CountedPlace,
  Doubt,
  FollowedValue,
  HandedOver,
  ValueFlow,
} from './flow.js';
import type { Decide } from './flow-decisions.js';
import { isIdentifying, isOfCollection, isTemporal, sameName } from './names.js';
import { isLongNumber, shapeOf } from './shape.js';

/** Decides of each value that came back whether, and where, it is followed. */
export function judgeFlow(passed: readonly Passed[], visits: Visits, decide: Decide): ValueFlow {
  const userOf = new Map<number | null, string | null>(
    visits.parts.map(({ id, user }) => [id, user]),
  );
  const users = new Set([...userOf.values()].filter((user) => user !== null));
  const followed: FollowedValue[] = [];
  const ambiguous: AmbiguousValue[] = [];
  const handedOver: HandedOver[] = [];
  for (const each of passed) {
    const { value, firstSaid, sources } = each;
    const verdicts = each.uses.flatMap((use) => {
      const verdict = judged(each, use, users, decide);
      return verdict === null ? [] : [{ use, ...verdict }];
    });
    const kept = verdicts.filter(({ from }) => from.length > 0);
    if (kept.length > 0) {
      const learned = new Set(kept.flatMap(({ from }) => from));
      const inOrder = sources.filter((source) => learned.has(source));
      followed.push({ value, firstSaid, ...told(inOrder, kept, userOf) });
      for (const { use } of kept) {
        for (const [session, asked] of use.handed) {
          handedOver.push({ session, asked, said: firstSaid });
        }
      }
    }
    for (const [doubt, doubtful] of groupBy(verdicts, (verdict) => verdict.doubt)) {
      if (doubt === null) continue;
      const isFollowed = doubt === 'several-sources';
      ambiguous.push({ value, doubt, followed: isFollowed, ...told(sources, doubtful, userOf) });
    }
  }
  return { followed, ambiguous, handedOver, csrf: visits.csrf(), origins: visits.origins() };
}

interface Verdict {
  /** Where it is learned from; none if it is not followed. */
  readonly from: readonly Source[];
  readonly doubt: Doubt | null;
}

/** Null for what nobody would take for a value that was handed over. */
function judged(
  { value, firstSaid, firstAsked, sources }: Passed,
  use: Use,
  users: ReadonlySet<string>,
  decide: Decide,
): Verdict | null {
  const decided = decide(value, sources, use);
  if (decided !== null) {
    return decided.follow ? { from: sources.filter(decided.source), doubt: null } : null;
  }
  const likely = likelySources(value, use, sources);
  if (likely === null) return null;
  const { doubt } = likely;
  // What is short is said everywhere; only what was asked in the same place tells whose it is.
  const isShort = shapeOf(value) === 'word' || (/^\d+$/u.test(value) && !isLongNumber(value));
  if ((isShort ? use.firstAsked : firstAsked) < firstSaid) {
    const isLikely = doubt === null || doubt === 'several-sources';
    return isLikely ? { from: [], doubt: 'asked-first' } : null;
  }
  if (doubt === 'several-sources') return { from: likely.from, doubt };
  if (users.has(value)) return { from: [], doubt: 'user-name' };
  return { from: doubt === null ? likely.from : [], doubt };
}

function likelySources(value: string, use: Use, sources: readonly Source[]): Verdict | null {
  if (isValidator(use)) {
    const from = sources.filter((source) => answersValidator(source, use));
    return from.length === 0 ? null : { from, doubt: null };
  }
  switch (shapeOf(value)) {
    case 'id':
      return { from: sources, doubt: null };
    case 'uri':
      return use.role === 'part' ? null : { from: sources, doubt: null };
    case 'number':
      return ofNumber(value, use, sources);
    case 'time':
      return sources.some((source) => sameName(source.name, use.name))
        ? { from: [], doubt: 'time' }
        : null;
    case 'word': {
      const from = sources.filter((source) => isHandedAsName(source, use));
      if (from.length === 0) return null;
      return isCode(value) ? { from, doubt: null } : { from: [], doubt: 'word' };
    }
    case 'nothing':
      return null;
  }
}

/** RFC 9110 §13.1: they name a version of what an answer held, whatever they look like. */
function isValidator({ part }: Use): boolean {
  return /^header\/if-/u.test(part);
}

function answersValidator({ part, role }: Source, use: Use): boolean {
  if (role !== 'whole' || use.role !== 'whole') return false;
  return /-since$/u.test(use.part) ? part === 'header/last-modified' : part === 'header/etag';
}

function ofNumber(value: string, use: Use, sources: readonly Source[]): Verdict | null {
  if (use.role === 'part' && use.kind === 'string' && use.collection === null && !isListed(use)) {
    return null;
  }
  const mayBe = sources.filter((source) => source.role !== 'part' || source.before !== null);
  if (isTemporal(use.name) || (mayBe.length > 0 && mayBe.every(({ name }) => isTemporal(name)))) {
    return sources.some((source) => sameName(source.name, use.name))
      ? { from: [], doubt: 'time' }
      : null;
  }
  if (use.reference && !isLongNumber(value)) return { from: [], doubt: 'own-reference' };
  const fitting = mayBe.filter((source) => fits(value, source, use));
  if (fitting.length === 0) return doubtAbout(value, use, mayBe);
  const kinds = new Set(fitting.map(({ name, owner }) => `${owner ?? ''}/${name ?? ''}`));
  const doubt = kinds.size > 1 && !isLongNumber(value) ? 'several-sources' : null;
  return { from: fitting, doubt };
}

/** Whether a number of a source is meant by a use: by their names, and by chance only if it is short. */
function fits(value: string, source: Source, use: Use): boolean {
  const { name, owner, before } = source;
  const { collection } = use;
  if (collection !== null && isOfCollection(collection, name, owner)) return true;
  if (collection !== null && sameName(collection, before)) return true;
  if (!isLongNumber(value)) {
    return sameName(name, use.name) && isIdentifying(name) && source.kind === use.kind;
  }
  if (collection !== null || isIdentifying(use.name)) return true;
  return isIdentifying(name) && (value.length > 8 || sameName(name, use.name));
}

/** Whether a person should look at a number that fits nowhere. */
function doubtAbout(value: string, use: Use, sources: readonly Source[]): Verdict | null {
  const near = sources.some(({ name }) =>
    isIdentifying(name)
      ? use.collection !== null || isIdentifying(use.name)
      : sameName(name, use.name) && value.length > 2,
  );
  if (!near) return null;
  return { from: [], doubt: isLongNumber(value) ? 'plain-number' : 'short-number' };
}

/** An item of a list as it stands in one text: `a,b`. */
function isListed({ name }: Use): boolean {
  return isIdentifying(name);
}

/** Short, but with a digit among letters: `T1` is an identifier where it is named as one. */
function isCode(value: string): boolean {
  return /\d/u.test(value) && /^[\w-]+$/u.test(value);
}

function isHandedAsName(source: Source, use: Use): boolean {
  if (source.role !== 'whole' || use.role !== 'whole' || source.item) return false;
  if (sameName(source.name, use.name)) return isIdentifying(source.name);
  return isIdentifying(source.name) && (use.collection !== null || isIdentifying(use.name));
}

function told(
  sources: readonly Source[],
  verdicts: readonly { readonly use: Use }[],
  userOf: ReadonlyMap<number | null, string | null>,
) {
  const uses = verdicts.map(({ use }) => use);
  const sessions = new Set(uses.flatMap((use) => [...use.sessions]));
  const users = new Set([...sessions].map((session) => userOf.get(session) ?? null));
  return { from: sources.map(placeOf), to: uses.map(placeOf), users: [...users].sort() };
}

function placeOf({ of, part, count }: CountedPlace): CountedPlace {
  return { of, part, count };
}
