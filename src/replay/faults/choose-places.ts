import { matchesChannel } from '../../bayeux/channel.js';
import { starPattern } from '../../star-pattern.js';
import { derivedBytes } from '../../time/chance.js';
import type { Place } from './fault-place.js';
import type { FaultRule } from './fault-rule.js';

/** What besides rule and place decides what is hit. */
export interface ChoiceFacts {
  readonly seed: number;
  /** Id of the recorded session, whose user it is, and which live session of it this is. */
  readonly session: number;
  readonly user: string | null;
  readonly copy: number;
  /** Which of the rules it is, counted from 0. */
  readonly index: number;
}

export type ChoosePlaces = typeof choosePlaces;

/** Bytes of a chance: as many as a number holds exactly. */
const chanceBytes = 6;

/**
 * The places that a rule hits in one live session: a pure function of the recording, the seed, the copy and the rule.
 *
 * @param places those of its kind, in recorded order
 */
export function choosePlaces(
  rule: FaultRule,
  places: readonly Place[],
  facts: ChoiceFacts,
): ReadonlyMap<string, Place> {
  const chosen = new Map<string, Place>();
  if (rule.user !== undefined && rule.user !== facts.user) return chosen;
  let eligible = 0;
  for (const place of places) {
    if (chosen.size >= (rule.limit ?? Number.POSITIVE_INFINITY)) break;
    if (!isSelected(rule, place)) continue;
    eligible++;
    if (rule.nth !== undefined && eligible !== rule.nth) continue;
    if (rule.every !== undefined && eligible % rule.every !== 0) continue;
    if (rule.rate === undefined || chance(place, facts) < rule.rate) chosen.set(place.key, place);
  }
  return chosen;
}

function isSelected(
  { kind, channel, operation, method, path }: FaultRule,
  { channel: at, request }: Place,
): boolean {
  // Of an error it names what is answered, whatever the place.
  const named = kind === 'error' ? undefined : channel;
  if (named !== undefined && (at === null || !matchesChannel(named, at))) return false;
  if (operation !== undefined && request?.operation !== operation) return false;
  if (method !== undefined && request?.method !== method.toUpperCase()) return false;
  return path === undefined || (request !== null && starPattern(path)(request.path));
}

/** The same for the same place, from 0 to below 1. */
function chance({ key }: Place, { seed, session, copy, index }: ChoiceFacts): number {
  const bytes = derivedBytes(['fault', seed, session, copy, index, key], chanceBytes);
  return bytes.readUIntBE(0, chanceBytes) / 2 ** (8 * chanceBytes);
}
