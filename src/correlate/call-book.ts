import { AnsweredCalls, type Trait } from './answered-calls.js';
import { BoundedMap } from './bounded-map.js';
import type { CorrelationRules } from './correlation-rules.js';
import type { Delivery } from './delivery.js';
import type { BulkReference, CallAnswered, CallRequested, JsonText } from './events.js';
import { isSilentPath, resourceInPath } from './path-template.js';

/** Calls without an answer that are remembered; the oldest is given up first. */
export const MAX_OPEN_CALLS = 10_000;
/** Answered calls that are remembered of one session. */
export const MAX_ANSWERED_PER_SESSION = 500;
/** Answered calls that are remembered of all sessions together. */
const MAX_ANSWERED = 50_000;

/** A call that has no answer yet. */
export interface OpenCall {
  readonly call: number;
  /** Place of its request in wire order. */
  readonly seq: number;
  readonly session: number | null;
  readonly operation: string | null;
  /** Id of the resource that its path names. */
  readonly resource: string | null;
  /** Reference that the client supplied in its request. */
  readonly requestReference: JsonText | null;
}

/** A call that was answered, with what it has caused so far. */
export interface AnsweredCall extends OpenCall {
  /** Place of its answer's end in wire order. */
  readonly answeredSeq: number;
  /** `referenceId` of the answer. */
  readonly reference: JsonText | null;
  /** References of the answer for one resource each. */
  readonly references: readonly BulkReference[];
  readonly failed: boolean;
  /** Deliveries that answered it, copies left out; grows as links are made. */
  readonly caused: Delivery[];
}

/** The calls of all sessions, as far as they can still matter. Forgets the oldest beyond its limits. */
export class CallBook {
  readonly #rules: CorrelationRules;
  readonly #open = new BoundedMap<number, OpenCall>(MAX_OPEN_CALLS);
  readonly #answered = new BoundedMap<number, AnsweredCall>(MAX_ANSWERED);
  readonly #bySession = new Map<number, AnsweredCalls>();
  /** Of all sessions: the places of requests of known calls on a resource, as they came. */
  readonly #onResource = new Map<string, number[]>();

  constructor(rules: CorrelationRules) {
    this.#rules = rules;
  }

  /** Calls that expect no notification are left out, so nothing waits for them; returns whether it was kept. */
  request(event: CallRequested): boolean {
    if (isSilentPath(event.path, this.#rules)) return false;
    const { call, seq, session, operation, reference: requestReference } = event;
    const resource = resourceInPath(event.path, this.#rules);
    const open = { call, seq, session, operation, resource, requestReference };
    const givenUp = this.#open.set(call, open);
    if (givenUp !== undefined) this.#leaveResource(givenUp);
    if (resource === null) return true;
    const known = this.#onResource.get(resource);
    if (known === undefined) this.#onResource.set(resource, [seq]);
    else known.push(seq);
    return true;
  }

  /** Returns the call as it was before its answer, and as it is now; undefined if it is not known. */
  answer(event: CallAnswered): { before: OpenCall; answered: AnsweredCall } | undefined {
    const open = this.#open.peek(event.call);
    if (open === undefined) return undefined;
    this.#open.delete(event.call);
    const answered: AnsweredCall = {
      call: open.call,
      seq: open.seq,
      operation: open.operation,
      resource: open.resource,
      requestReference: open.requestReference,
      session: event.session ?? open.session,
      answeredSeq: event.seq,
      reference: event.reference,
      references: event.references ?? [],
      failed: isFailure(event, this.#rules),
      caused: [],
    };
    this.#remember(answered);
    return { before: open, answered };
  }

  /** What is open now is never answered. */
  giveUpOpen(): void {
    for (const call of this.#open.values()) this.#leaveResource(call);
    this.#open.clear();
  }

  /** Calls requested before that place that still have no answer. */
  *openBefore(seq: number): Generator<OpenCall> {
    for (const call of this.#open.values()) if (call.seq < seq) yield call;
  }

  /** Place of the first request that still has no answer; infinite if all have one. */
  oldestOpenSeq(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const call of this.#open.values()) oldest = Math.min(oldest, call.seq);
    return oldest;
  }

  /** Answered calls of a session with that trait, requested before that place, oldest answer first. */
  answeredWith(
    session: number | null,
    trait: Trait,
    value: string | null | undefined,
    before: number,
  ): AnsweredCall[] {
    if (session === null || value === null || value === undefined) return [];
    const calls = this.#bySession.get(session)?.with(trait, value) ?? [];
    return [...calls].filter((call) => call.seq < before);
  }

  /** All answered calls of a session, requested before that place, oldest answer first. */
  allAnswered(session: number | null, before: number): AnsweredCall[] {
    if (session === null) return [];
    const calls = this.#bySession.get(session)?.all() ?? [];
    return [...calls].filter((call) => call.seq < before);
  }

  /** Whether a known call of any session, answered or not, was requested on it before that place. */
  isCalled(resource: string, before: number): boolean {
    return this.#onResource.get(resource)?.some((seq) => seq < before) ?? false;
  }

  answered(call: number): AnsweredCall | undefined {
    return this.#answered.peek(call);
  }

  #remember(call: AnsweredCall): void {
    if (call.session === null) {
      this.#leaveResource(call);
      return;
    }
    const own = this.#bySession.get(call.session) ?? new AnsweredCalls();
    this.#bySession.set(call.session, own);
    own.add(call);
    if (own.size > MAX_ANSWERED_PER_SESSION && own.oldest) this.#forget(own.oldest, own);
    const oldest = this.#answered.set(call.call, call);
    if (oldest !== undefined) this.#forget(oldest, this.#bySession.get(oldest.session ?? 0));
  }

  #leaveResource({ seq, resource }: OpenCall): void {
    if (resource === null) return;
    const known = this.#onResource.get(resource);
    const at = known?.indexOf(seq) ?? -1;
    if (known === undefined || at === -1) return;
    if (known.length === 1) this.#onResource.delete(resource);
    else known.splice(at, 1);
  }

  #forget(call: AnsweredCall, own: AnsweredCalls | undefined): void {
    this.#answered.delete(call.call);
    this.#leaveResource(call);
    own?.delete(call);
    if (own?.size === 0 && call.session !== null) this.#bySession.delete(call.session);
  }
}

function isFailure(answer: CallAnswered, rules: CorrelationRules): boolean {
  if (answer.status === null || answer.status < 200 || answer.status > 299) return true;
  return answer.statusCode !== null && !rules.successCodes.includes(answer.statusCode);
}
