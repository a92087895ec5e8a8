import { lazily } from '../../lazily.js';
import { type Asked, emptyMemory, findCall, type Memory } from '../matching/find-answer.js';
import { matchesIn } from '../matching/request-book.js';
import type { Outages } from '../script/outages.js';
import type { RecordedRequest, Script } from '../script/script.js';
import { actKey, type Place } from './fault-place.js';
import { faultPlaces } from './fault-places.js';
import type { FaultKind, FaultRule } from './fault-rule.js';

/** Places where things of one kind are to go wrong; those where they have are taken out. */
export interface FaultSource {
  readonly rule: FaultRule;
  /** As the command line has it; null if no rule says so, but the recording. */
  readonly text: string | null;
  readonly open: () => Map<string, Place>;
}

/** What went wrong in a recorded session, as a live one comes upon it: each thing once. */
export class RecordedOutages {
  readonly #outages: Outages;
  readonly #script: Script;
  readonly #memory = emptyMemory();
  readonly #cut = new Set<number>();
  /** What befell its Bayeux session. */
  readonly sources: readonly FaultSource[];

  constructor(script: Script, outages: Outages) {
    this.#script = script;
    this.#outages = outages;
    const source = (kind: FaultKind, acts: ReadonlySet<number>): FaultSource => ({
      rule: { kind },
      text: null,
      open: lazily(() => placesOfActs(script, acts)),
    });
    this.sources = [source('expire', outages.expired), source('cut-connect', outages.hungUp)];
  }

  /**
   * The recorded request that got no answer, if it is the turn of that; it is used up.
   *
   * @param furthest index of the furthest act performed
   * @param memory which calls were answered
   */
  unanswered(
    call: boolean,
    asked: Asked,
    furthest: number,
    memory: Memory,
  ): RecordedRequest | null {
    const { book } = this.#outages;
    if (book.size === 0) return null;
    const { used } = this.#memory;
    const failed = call
      ? findCall(book, asked, this.#memory)
      : matchesIn(book, asked).find(
          ({ exchange, position }) => position === furthest && !used.has(exchange),
        );
    if (!failed) return null;
    const answered = call ? findCall(this.#script.requests, asked, memory) : null;
    if (answered !== null && answered.exchange < failed.exchange) return null;
    used.add(failed.exchange);
    return failed;
  }

  isUnreachable(exchange: number): boolean {
    return this.#outages.unreachable.has(exchange);
  }

  /** Whether an answer was cut after it had begun; true once. */
  takeCut(exchange: number): boolean {
    if (!this.#outages.cut.has(exchange) || this.#cut.has(exchange)) return false;
    this.#cut.add(exchange);
    return true;
  }
}

function placesOfActs(script: Script, acts: ReadonlySet<number>): Map<string, Place> {
  const own = new Map(faultPlaces(script).acts.map((each) => [each.act, each]));
  return new Map(
    [...acts]
      .filter((act) => act >= 0)
      .map((act) => [actKey(act), own.get(act) ?? placeOfAct(act)]),
  );
}

function placeOfAct(act: number): Place {
  return {
    key: actKey(act),
    act,
    exchange: null,
    notification: null,
    channel: null,
    foreign: false,
    request: null,
  };
}
