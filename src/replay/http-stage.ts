import { member, textOf } from '../json/node.js';
import { headerValue } from '../recording/headers.js';
import type { RecordedExchange } from '../recording/reader.js';
import { credentialsOf } from './credentials.js';
import { carriesCsrfToken } from './csrf.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { Fitting } from './fitting.js';
import { groupBy } from './group-by.js';
import type { Echo, LiveSession } from './live-session.js';
import { clientReferenceMembers, type ShapeDifference } from './matching/compare-shapes.js';
import { discreetRequests } from './matching/discreet-request.js';
import { type Asked, emptyMemory, findCall, findSafe } from './matching/find-answer.js';
import { type Miss, missOf } from './matching/miss.js';
import { nearest } from './matching/nearest.js';
import { type RequestShape, requestShape, shapeKey } from './matching/request-shape.js';
import type { Renewal } from './renewal.js';
import type { RecordedRequest } from './script/script.js';
import type { Repertoire } from './script/write-scripts.js';

/** Safe methods (RFC 9110 §9.2.1) that desktops use; everything else is a call. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** An HTTP request that is no Bayeux, ready to be looked up. */
export interface HttpQuestion extends Asked {
  readonly kind: 'call' | 'safe';
  /** JSON text of a reference that the client supplied. */
  readonly reference: string | null;
}

/** Answers calls and safe requests. */
export class HttpStage {
  /** Exchange ids of the calls that were played. */
  readonly played = new Set<number>();
  readonly misses: Miss[] = [];
  readonly #repertoire: Repertoire;
  readonly #fitting: Fitting;
  readonly #exchange: (id: number) => RecordedExchange | null;
  readonly #nobody: Renewal;
  readonly #anonymous: ReadonlyMap<string, readonly RecordedRequest[]>;
  readonly #discreet = discreetRequests();
  #anonymousMisses = 0;

  /** @param nobody makes what is anew in answers to anonymous requests */
  constructor(
    repertoire: Repertoire,
    fit: Fitting,
    exchange: (id: number) => RecordedExchange | null,
    nobody: Renewal,
  ) {
    this.#repertoire = repertoire;
    this.#fitting = fit;
    this.#exchange = exchange;
    this.#nobody = nobody;
    const usable = repertoire.anonymous.filter(
      ({ unusable, beginsSession }) => unusable === null && !beginsSession,
    );
    this.#anonymous = groupBy(usable, ({ shape }) => shapeKey(shape));
  }

  question(request: LiveRequest): HttpQuestion {
    const { method, target, headers } = request;
    const shape = requestShape({
      method,
      target,
      contentType: headerValue(headers, 'content-type'),
      body: this.#fitting.canonical(request),
      credentials: credentialsOf(headers).any,
      csrfToken: carriesCsrfToken(headers, this.#repertoire.csrf),
    });
    return {
      kind: safeMethods.has(method) ? 'safe' : 'call',
      shape,
      conditional: ['if-none-match', 'if-modified-since'].some(
        (name) => headerValue(headers, name) !== null,
      ),
      reference: referenceIn(shape),
    };
  }

  /** The answer for a live session, after all that the call causes was queued; null if it is a miss. */
  answer(session: LiveSession, request: LiveRequest, question: HttpQuestion): Answer | null {
    const { script, memory, renewal } = session;
    if (question.kind === 'safe') {
      const found = findSafe(script.requests, question, memory, session.furthest);
      return found && this.#fitting.recorded(found.exchange, request, renewal, null);
    }
    const found = findCall(script.requests, question, memory);
    if (found === null) return null;
    const recorded = this.#exchange(found.exchange)?.requestReference ?? null;
    const echo = echoOf(recorded, question.reference);
    const answer = this.#fitting.recorded(found.exchange, request, renewal, echo);
    memory.used.add(found.exchange);
    this.played.add(found.exchange);
    session.perform(found.position, echo);
    return answer;
  }

  /** The answer to a request of nobody, which uses nothing up; null if it is a miss. */
  anonymousAnswer(request: LiveRequest, question: HttpQuestion): Answer | null {
    const find = question.kind === 'safe' ? findSafe : findCall;
    const found = find(this.#anonymous, question, emptyMemory(), -1);
    if (found === null) return null;
    if (found.call) this.played.add(found.exchange);
    return this.#fitting.recorded(found.exchange, request, this.#nobody, null);
  }

  miss(session: LiveSession | null, live: LiveRequest): Answer {
    const request = this.#discreet(live);
    const question = this.question(request);
    const { memory, script } = session ?? {};
    const known = script
      ? [...[...script.requests.values()].flat(), ...script.unanswered]
      : this.#repertoire.anonymous;
    const near = nearest(question.shape, known, (each) => whyNot(each, memory?.used));
    const miss = this.#note(session, request, question.shape.operation, near);
    const body = Buffer.from(`${JSON.stringify(miss)}\n`);
    return {
      status: 404,
      reason: 'Not Found',
      headers: [
        ['Content-Type', 'application/json'],
        ['Understudy-Miss', String(miss.miss)],
        ['Content-Length', String(body.length)],
      ],
      body: request.method === 'HEAD' ? null : body,
    };
  }

  /** Notes a publish that the recording does not have; the Bayeux server has acknowledged it. */
  missPublish(session: LiveSession | null, live: LiveRequest): void {
    this.#note(session, this.#discreet(live), null, []);
  }

  #note(
    session: LiveSession | null,
    request: LiveRequest,
    operation: string | null,
    near: Miss['nearest'],
  ): Miss {
    const number = session === null ? ++this.#anonymousMisses : ++session.misses;
    const miss = missOf(number, request, operation, near);
    this.misses.push(miss);
    return miss;
  }
}

function whyNot(
  { unusable, exchange }: RecordedRequest,
  used: ReadonlySet<number> | undefined,
): ShapeDifference | null {
  if (unusable !== null) return { path: 'answer', recorded: unusable };
  return used?.has(exchange) ? { path: 'answer', recorded: 'given already' } : null;
}

function referenceIn({ body }: RequestShape): string | null {
  if (body.kind !== 'json') return null;
  for (const name of clientReferenceMembers) {
    const value = member(body.node, name);
    if (value?.kind === 'string' || value?.kind === 'number') return textOf(value);
  }
  return null;
}

function echoOf(recorded: string | null, live: string | null): Echo | null {
  return recorded === null || live === null || recorded === live ? null : { recorded, live };
}
