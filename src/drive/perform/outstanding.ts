import type { DataFacts } from '../../correlate/facts.js';
import type { NotificationHappening } from '../plan/step.js';
import type { ResourcePairs } from './resource-pairs.js';

/** A notification as the live server sent it. */
export interface LiveNotification {
  readonly channel: string;
  readonly facts: DataFacts;
  /** Text of its `data`. */
  readonly data: string | null;
}

/** What is known of recorded notifications at the moment. */
export interface Situation {
  /** What stands live for a recorded value; undefined if that is not known. */
  liveValueOf(recorded: string): string | undefined;
  /** References in the live answer to a recorded call, as JSON text; null if it is not answered yet. */
  referencesOf(call: number): ReadonlySet<string> | null;
  /** Whether what brings a recorded notification about has been done. */
  isDue(happening: number): boolean;
  /** Whether nobody waits for it any more. */
  isGivenUp(happening: number): boolean;
}

/** Among equals no more are looked at. */
const mostCandidates = 64;

/**
 * The recorded notifications of one tab whose place no live one has taken yet. A live one takes the place of the recorded one of the
 * same kind and state that fits best: by resource, by the reference of its call, by channel, then by order.
 */
export class Outstanding {
  readonly #notifications = new Map<number, NotificationHappening>();
  readonly #alike = new Map<string, Bucket>();
  readonly #pairs: ResourcePairs;
  readonly #situation: Situation;
  /** What came and fits no place; it may still fit loosely. */
  readonly #spare: LiveNotification[] = [];

  /** @param expected by index of the happening, in wire order */
  constructor(
    expected: Iterable<readonly [happening: number, notification: NotificationHappening]>,
    pairs: ResourcePairs,
    situation: Situation,
  ) {
    this.#pairs = pairs;
    this.#situation = situation;
    for (const [happening, notification] of expected) {
      this.#notifications.set(happening, notification);
      const { facts } = notification;
      this.#bucket(keyOf(facts, '*')).push(happening);
      if (facts.resource !== null) this.#bucket(keyOf(facts, facts.resource.id)).push(happening);
    }
  }

  /** The recorded notification whose place a live one takes; null if it fits none, and is kept. */
  take(live: LiveNotification): number | null {
    const { resource } = live.facts;
    const recorded = resource === null ? undefined : this.#pairs.recordedOf(resource);
    const found = this.#best(live, keyOf(live.facts, recorded ?? '*')) ?? this.#byReference(live);
    if (found === null) this.#spare.push(live);
    else this.#taken(found);
    return found;
  }

  /** What came instead of a recorded notification that is waited for in vain; null if nothing fits even loosely. */
  takeSpare(happening: number): LiveNotification | null {
    const notification = this.#notifications.get(happening);
    if (notification === undefined) return null;
    const at = this.#spare.findIndex((live) => this.#fitsLoosely(live, notification));
    if (at < 0) return null;
    this.#taken(happening);
    return this.#spare.splice(at, 1)[0] ?? null;
  }

  #taken(happening: number): void {
    this.#notifications.delete(happening);
  }

  #bucket(key: string): Bucket {
    const known = this.#alike.get(key);
    if (known !== undefined) return known;
    const made = new Bucket((happening) => this.#notifications.has(happening));
    this.#alike.set(key, made);
    return made;
  }

  #best(live: LiveNotification, key: string): number | null {
    let best: number | null = null;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const happening of this.#alike.get(key)?.first(mostCandidates) ?? []) {
      const notification = this.#notifications.get(happening);
      const score = notification === undefined ? null : this.#score(live, notification, happening);
      if (score !== null && score > bestScore) {
        best = happening;
        bestScore = score;
      }
    }
    return best;
  }

  /** Null if it can't be this one. */
  #score(
    live: LiveNotification,
    { facts, received, call }: NotificationHappening,
    happening: number,
  ): number | null {
    let score = 0;
    const one = facts.resource;
    const other = live.facts.resource;
    if (one !== null && other !== null) {
      const id = this.#liveIdOf(one);
      if (id !== undefined && id !== other.id) return null;
      if (id !== undefined) score += 8;
      else if (one.id === other.id) score += 4;
    }
    score += this.#referenceScore(live, facts, call);
    if (received.channel === live.channel) score += 2;
    score += this.#situation.isDue(happening) ? 4 : -8;
    return this.#situation.isGivenUp(happening) ? score - 2 : score;
  }

  #referenceScore({ facts }: LiveNotification, recorded: DataFacts, call: number | null): number {
    if ((facts.reference === null) !== (recorded.reference === null)) return -1;
    if (facts.reference === null || call === null) return 0;
    const references = this.#situation.referencesOf(call);
    if (references === null || references.size === 0) return 0;
    return references.has(facts.reference) ? 16 : -16;
  }

  /** Its kind or state is another, but it carries the reference of the call. */
  #byReference(live: LiveNotification): number | null {
    if (live.facts.reference === null) return null;
    let looked = 0;
    for (const [happening, { call, facts }] of this.#notifications) {
      if (looked++ > mostCandidates) return null;
      const carries =
        call !== null && this.#situation.referencesOf(call)?.has(live.facts.reference) === true;
      if (carries && this.#agree(live.facts, facts)) return happening;
    }
    return null;
  }

  #fitsLoosely(live: LiveNotification, { facts, received }: NotificationHappening): boolean {
    if (!this.#agree(live.facts, facts)) return false;
    if (facts.resource !== null && live.facts.resource !== null) return true;
    return facts.messageType === live.facts.messageType && received.channel === live.channel;
  }

  /** Whether they may be about the same resource. */
  #agree({ resource: live }: DataFacts, { resource }: DataFacts): boolean {
    if (live === null || resource === null) return live === resource;
    return live.kind === resource.kind && live.id === (this.#liveIdOf(resource) ?? live.id);
  }

  #liveIdOf(resource: NonNullable<DataFacts['resource']>): string | undefined {
    return this.#pairs.liveOf(resource) ?? this.#situation.liveValueOf(resource.id);
  }
}

/** Happenings in order, of which some are gone. */
class Bucket {
  readonly #all: number[] = [];
  #head = 0;
  readonly #isThere: (happening: number) => boolean;

  constructor(isThere: (happening: number) => boolean) {
    this.#isThere = isThere;
  }

  push(happening: number): void {
    this.#all.push(happening);
  }

  *first(most: number): Iterable<number> {
    while (this.#head < this.#all.length && !this.#isThere(this.#all[this.#head] ?? -1))
      this.#head++;
    for (let at = this.#head, left = most; at < this.#all.length && left > 0; at++) {
      const happening = this.#all[at] ?? -1;
      if (!this.#isThere(happening)) continue;
      left--;
      yield happening;
    }
  }
}

function keyOf({ messageType, notificationType, resource }: DataFacts, id: string): string {
  return JSON.stringify([messageType, notificationType, resource?.kind, resource?.state, id]);
}
