import { lazily } from '../../lazily.js';
import type { RecordedRequest, Script } from '../script/script.js';
import type { ChoosePlaces } from './choose-places.js';
import type { Place } from './fault-place.js';
import type { FaultKind, FaultRule } from './fault-rule.js';
import type { InjectedFault } from './injected-fault.js';
import { faultText } from './parse-fault.js';
import { placesOfKind } from './places-of-kind.js';
import type { FaultSource, RecordedOutages } from './recorded-outages.js';

/** Whom faults befall. */
export interface Befallen {
  readonly script: Script;
  readonly copy: number;
  readonly user: string | null;
}

/** How faults are chosen for all live sessions. */
export interface FaultManner {
  /** They play together. */
  readonly together: boolean;
  readonly choose: ChoosePlaces;
}

/** What is to go wrong. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  readonly seed: number;
}

/** Which rules hit which places of one live session: each rule each of its places once. */
export class FaultHits {
  readonly #befallen: Befallen;
  readonly #injected: (fault: InjectedFault) => void;
  readonly #sources: readonly FaultSource[];

  /**
   * @param injected told of what goes wrong
   * @param outages what went wrong in the recording; null: that is not acted out
   */
  constructor(
    befallen: Befallen,
    { rules, seed }: FaultPlan,
    { together, choose }: FaultManner,
    injected: (fault: InjectedFault) => void,
    outages: RecordedOutages | null,
  ) {
    const { script, copy } = befallen;
    this.#befallen = befallen;
    this.#injected = injected;
    const chosen = rules.map((rule, index) => ({
      rule,
      text: faultText(rule),
      open: lazily(() => {
        const facts = { seed, session: script.session, user: script.user, copy, index };
        return new Map(choose(rule, placesOfKind(rule, script, together), facts));
      }),
    }));
    this.#sources = [...(outages?.sources ?? []), ...chosen];
  }

  /**
   * The first rule of a kind that hits a place and has not yet; it has, when `note` is called.
   *
   * @param key of the place
   */
  at(kind: FaultKind, key: string): Hit | null {
    for (const { rule, text, open } of this.#sources) {
      const place = rule.kind === kind ? open().get(key) : undefined;
      if (place === undefined) continue;
      return {
        rule,
        note: () => {
          if (open().delete(key)) this.#tell(text, rule.kind, place);
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

  /** Something has gone wrong that went wrong in the recording, too. */
  recorded(kind: FaultKind, { position: act, exchange }: RecordedRequest): void {
    this.#tell(null, kind, { act, exchange, notification: null });
  }

  #tell(
    text: string | null,
    kind: FaultKind,
    { act, exchange, notification }: Pick<Place, 'act' | 'exchange' | 'notification'>,
  ): void {
    const { script, copy, user } = this.#befallen;
    this.#injected({
      rule: text,
      kind,
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
