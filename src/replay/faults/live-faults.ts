import type { Consequence } from '../../acts/act.js';
import type { RecordedRequest, Script } from '../script/script.js';
import type { Fate } from './fate.js';
import {
  type Befallen,
  FaultHits,
  type FaultManner,
  type FaultPlan,
  type Hit,
} from './fault-hits.js';
import { actKey, answerKey, notificationKey } from './fault-place.js';
import { faultPlaces } from './fault-places.js';
import type { FaultKind, FaultRule } from './fault-rule.js';
import type { InjectedFault } from './injected-fault.js';
import { Mark } from './mark.js';
import { firstAfter, movable } from './places-of-kind.js';
import type { RecordedOutages } from './recorded-outages.js';

/** Wants to know of what goes wrong in a live session. */
export interface FaultWitness {
  readonly injected: (fault: InjectedFault) => void;
  /** Something is to happen to its Bayeux session. */
  readonly due: () => void;
}

/** What goes wrong in one live session. */
export class LiveFaults {
  readonly #hits: FaultHits;
  readonly #script: Script;
  readonly #due: () => void;
  readonly #together: boolean;
  /** What went wrong in the recording; null: that is not acted out. */
  readonly outages: RecordedOutages | null;
  /** What is to befall connects when they are held. */
  readonly #failures: Hit[] = [];
  #expires = false;

  /** @param witness told of what goes wrong */
  constructor(
    befallen: Befallen,
    plan: FaultPlan,
    manner: FaultManner,
    { injected, due }: FaultWitness,
    outages: RecordedOutages | null,
  ) {
    this.#hits = new FaultHits(befallen, plan, manner, injected, outages);
    this.#script = befallen.script;
    this.#due = due;
    this.#together = manner.together;
    this.outages = outages;
  }

  /** What befalls the answer to a call or safe request. */
  answer(exchange: number): FaultRule | null {
    const key = answerKey(exchange);
    for (const kind of onAnswers) {
      const rule = this.#hits.take(kind, key);
      if (rule !== null) return rule;
    }
    return null;
  }

  /** What becomes of a notification that an act sets free; null if nothing goes wrong with it. */
  fate({ notification, foreign }: Consequence, act: number): Fate | null {
    const key = notificationKey(notification);
    if (this.#hits.take('drop', key) !== null) return { ...unharmed, dropped: true };
    const doubled = this.#hits.take('double', key) !== null;
    const stays = this.#together && foreign !== null;
    const late = stays ? null : this.#hits.take('late', key);
    const behind = stays || late !== null ? null : this.#behind(key, act);
    const hits = marked.map((kind) => this.#hits.at(kind, key)).filter((each) => each !== null);
    const mark = hits.length === 0 ? null : new Mark(hits);
    if (!doubled && late === null && behind === null && mark === null) return null;
    const { acts } = faultPlaces(this.#script);
    const after =
      late?.acts === undefined ? null : (acts[firstAfter(acts, act) + late.acts - 1]?.act ?? null);
    return { dropped: false, doubled, late, after, behind, mark };
  }

  /** The act of the next notification that is to come before this one, if that is another act. */
  #behind(key: string, act: number): number | null {
    const hit = this.#hits.at('reorder', key);
    if (hit === null) return null;
    const places = movable(faultPlaces(this.#script), this.#together);
    const next = places[firstAfter(places, act)];
    if (next === undefined) return null;
    hit.note();
    return next.act;
  }

  /** An act has been performed: something may be due to happen to its Bayeux session. */
  performed(act: number): void {
    const key = actKey(act);
    const failures = onConnects
      .map((kind) => this.#hits.at(kind, key))
      .filter((each) => each !== null);
    this.#failures.push(...failures);
    const expires = this.#hits.take('expire', key) !== null;
    if (expires) this.#expires = true;
    if (expires || failures.length > 0) this.#due();
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
      if (this.#hits.take('reorder', notificationKey(first.notification)) === null) continue;
      order[here] = second;
      order[there] = first;
      nth++;
    }
    return order;
  }

  /** Something has gone wrong that went wrong in the recording, too. */
  recorded(kind: FaultKind, request: RecordedRequest): void {
    this.#hits.recorded(kind, request);
  }
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
