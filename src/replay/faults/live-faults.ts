import { lazily } from '../../lazily.js';
import type { Script } from '../script/script.js';
import { choosePlaces } from './choose-places.js';
import type { Place } from './fault-place.js';
import { faultPlaces } from './fault-places.js';
import type { FaultKind, FaultRule } from './fault-rule.js';
import type { InjectedFault } from './injected-fault.js';
import { faultText } from './parse-fault.js';

/** Whom faults befall. */
export interface Befallen {
  readonly script: Script;
  readonly copy: number;
  readonly user: string | null;
}

/** What hits one live session: each rule each of its places once. */
export class LiveFaults {
  readonly #befallen: Befallen;
  readonly #note: (fault: InjectedFault) => void;
  readonly #rules: readonly {
    readonly rule: FaultRule;
    readonly open: () => Map<string, Place>;
  }[];

  /** @param note told of what went wrong */
  constructor(
    befallen: Befallen,
    rules: readonly FaultRule[],
    seed: number,
    note: (fault: InjectedFault) => void,
  ) {
    const { script, copy } = befallen;
    this.#befallen = befallen;
    this.#note = note;
    this.#rules = rules.map((rule, index) => ({
      rule,
      open: lazily(() => {
        const facts = { seed, session: script.session, user: script.user, copy, index };
        return new Map(choosePlaces(rule, placesFor(rule, script), facts));
      }),
    }));
  }

  /**
   * The first rule of a kind that hits a place and has not yet; it has, when `note` is called.
   *
   * @param key of the place
   */
  at(kind: FaultKind, key: string): Hit | null {
    for (const { rule, open } of this.#rules) {
      const place = rule.kind === kind ? open().get(key) : undefined;
      if (place === undefined) continue;
      return {
        rule,
        note: () => {
          if (open().delete(key)) this.#tell(rule, place);
        },
      };
    }
    return null;
  }

  /** The same, where it happens at once. */
  take(kind: FaultKind, key: string): FaultRule | null {
    const hit = this.at(kind, key);
    hit?.note();
    return hit?.rule ?? null;
  }

  #tell(rule: FaultRule, { act, exchange, notification }: Place): void {
    const { script, copy, user } = this.#befallen;
    this.#note({
      rule: faultText(rule),
      kind: rule.kind,
      user: user ?? script.user,
      session: script.session === 0 ? null : script.session,
      copy,
      place: { act: act + 1, exchange, notification },
    });
  }
}

/** A rule that hits a place. */
export interface Hit {
  readonly rule: FaultRule;
  /** It has happened. */
  readonly note: () => void;
}

function placesFor({ kind, channel }: FaultRule, script: Script): readonly Place[] {
  const { notifications, answers, acts } = faultPlaces(script);
  switch (kind) {
    case 'error':
      return answers;
    case 'cut-response':
    case 'slow':
      return channel === undefined ? answers : notifications;
    case 'cut-connect':
    case 'expire':
      return acts;
    default:
      return notifications;
  }
}
