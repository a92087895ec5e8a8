import type { Consequence } from '../../acts/act.js';
import { lazily } from '../../lazily.js';
import type { RecordedRequest, Script } from '../script/script.js';
import type { ChoosePlaces } from './choose-places.js';
import type { Fate } from './fate.js';
import { actKey, answerKey, notificationKey, type Place } from './fault-place.js';
import { faultPlaces } from './fault-places.js';
import type { FaultKind, FaultRule } from './fault-rule.js';
import type { InjectedFault } from './injected-fault.js';
import { Mark } from './mark.js';
import { faultText } from './parse-fault.js';
import { firstAfter, movable, placesOfKind } from './places-of-kind.js';
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

/** Wants to know of what goes wrong in a live session. */
export interface FaultWitness {
  readonly injected: (fault: InjectedFault) => void;
  /** Something is to happen to its Bayeux session. */
  readonly due: () => void;
}

/** What hits one live session: each rule each of its places once. */
export class LiveFaults {
  readonly #befallen: Befallen;
  readonly #witness: FaultWitness;
  readonly #together: boolean;
  readonly #sources: readonly FaultSource[];
  /** What went wrong in the recording; null: that is not acted out. */
  readonly outages: RecordedOutages | null;
  /** What is to befall connects when they are held. */
  readonly #failures: Hit[] = [];
  #expires = false;

  /** @param witness told of what goes wrong */
  constructor(
    befallen: Befallen,
    { rules, seed }: FaultPlan,
    { together, choose }: FaultManner,
    witness: FaultWitness,
    outages: RecordedOutages | null,
  ) {
    const { script, copy } = befallen;
    this.#befallen = befallen;
    this.#witness = witness;
    this.#together = together;
    this.outages = outages;
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

  /** What befalls the answer to a call or safe request. */
  answer(exchange: number): FaultRule | null {
    const key = answerKey(exchange);
    for (const kind of onAnswers) {
      const rule = this.take(kind, key);
      if (rule !== null) return rule;
    }
    return null;
  }

  /** What becomes of a notification that an act sets free; null if nothing goes wrong with it. */
  fate({ notification, foreign }: Consequence, act: number): Fate | null {
    const key = notificationKey(notification);
    if (this.take('drop', key) !== null) return { ...unharmed, dropped: true };
    const doubled = this.take('double', key) !== null;
    const stays = this.#together && foreign !== null;
    const late = stays ? null : this.take('late', key);
    const behind = stays || late !== null ? null : this.#behind(key, act);
    const hits = marked.map((kind) => this.at(kind, key)).filter((each) => each !== null);
    const mark = hits.length === 0 ? null : new Mark(hits);
    if (!doubled && late === null && behind === null && mark === null) return null;
    const { acts } = faultPlaces(this.#befallen.script);
    const after =
      late?.acts === undefined ? null : (acts[firstAfter(acts, act) + late.acts - 1]?.act ?? null);
    return { dropped: false, doubled, late, after, behind, mark };
  }

  /** The act of the next notification that is to come before this one, if that is another act. */
  #behind(key: string, act: number): number | null {
    const hit = this.at('reorder', key);
    if (hit === null) return null;
    const places = movable(faultPlaces(this.#befallen.script), this.#together);
    const next = places[firstAfter(places, act)];
    if (next === undefined) return null;
    hit.note();
    return next.act;
  }

  /** An act has been performed: something may be due to happen to its Bayeux session. */
  performed(act: number): void {
    const key = actKey(act);
    const failures = onConnects.map((kind) => this.at(kind, key)).filter((each) => each !== null);
    this.#failures.push(...failures);
    const expires = this.take('expire', key) !== null;
    if (expires) this.#expires = true;
    if (expires || failures.length > 0) this.#witness.due();
  }

  /** Whether its Bayeux session is to expire now. */
  takeExpiry(): boolean {
    const expires = this.#expires;
    this.#expires = false;
    return expires;
  }

  /** What befalls the next connect that is held; it does so now. */
  takeConnectFailure(): FaultRule | null {
    const hit = this.#failures.shift();
    hit?.note();
    return hit?.rule ?? null;
  }

  get connectFails(): boolean {
    return this.#failures.length > 0;
  }

  /** What an act causes, in the order in which it is to come. */
  inOrder(consequences: readonly Consequence[]): readonly Consequence[] {
    const order = [...consequences];
    const places = order.flatMap(({ foreign }, index) =>
      this.#together && foreign !== null ? [] : [index],
    );
    for (let nth = 0; nth + 1 < places.length; nth++) {
      const [here, there] = [places[nth] ?? 0, places[nth + 1] ?? 0];
      const [first, second] = [order[here], order[there]];
      if (first === undefined || second === undefined) continue;
      if (this.take('reorder', notificationKey(first.notification)) === null) continue;
      order[here] = second;
      order[there] = first;
      nth++;
    }
    return order;
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
    this.#witness.injected({
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

const unharmed: Fate = {
  dropped: false,
  doubled: false,
  late: null,
  after: null,
  behind: null,
  mark: null,
};

/** Kinds that befall connects that are held. */
const onConnects = ['cut-connect', 'error'] as const;

/** Kinds that befall answers, the one that leaves least of it first. */
const onAnswers = ['error', 'cut-response', 'slow'] as const;

/** Kinds that befall what carries a notification. */
const marked = ['cut-response', 'cut-frame', 'slow'] as const;
