import { type Credentials, credentialsOf } from '../acts/credentials.js';
import { carriesCsrfToken } from '../acts/csrf.js';
import { groupBy } from '../group-by.js';
import { lazily } from '../lazily.js';
import type { Headers } from '../recording/exchange.js';
import { headerValue, headerValues } from '../recording/headers.js';
import type { RedactRules } from '../redact/redact-rules.js';
import { type Echo, echoesOf } from './echo.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import { hangUp } from './faults/delivery.js';
import { endless } from './faults/endless.js';
import { errorAnswer } from './faults/error-answer.js';
import type { FaultRule } from './faults/fault-rule.js';
import type { Fitting } from './fitting.js';
import type { LiveSession } from './live-session.js';
import {
  type Asked,
  emptyMemory,
  findCall,
  findLastCall,
  findSafe,
  takeBackSafe,
} from './matching/find-answer.js';
import { type Matching, usualMatching } from './matching/matching.js';
import { bookKey } from './matching/redacted-path.js';
import { type Looks, RequestMemory } from './matching/request-memory.js';
import { wholeBody } from './matching/request-shape.js';
import { Misses } from './misses.js';
import type { Renewal } from './renewal.js';
import type { Repertoire } from './script/repertoire.js';
import type { RecordedRequest } from './script/script.js';

/** Safe methods (RFC 9110 §9.2.1) that desktops use; everything else is a call. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** An HTTP request that is no Bayeux, ready to be looked up. */
export interface HttpQuestion extends Asked {
  readonly kind: 'call' | 'safe';
}

/** A recorded answer that was found, made ready for who asked. */
export interface Found {
  readonly answer: Answer;
  readonly recorded: RecordedRequest;
  /** How the live client names the references that it supplied. */
  readonly echoes: readonly Echo[];
  /** False if the server never did it: an error was injected in its place. */
  readonly performed: boolean;
  /** What befalls the answer on its way. */
  readonly fault: FaultRule | null;
}

/** How calls and safe requests are matched and missed. */
export interface HttpManner {
  readonly matching?: Matching;
  /** Names of headers that take part in it. */
  readonly compared?: readonly string[];
  /** What is secret besides credentials. */
  readonly redact?: RedactRules;
  /** Status of the answer to a miss; 404 by default. */
  readonly missStatus?: 404 | 500;
  /** Reads credentials; by default each time anew. */
  readonly credentials?: (headers: Headers) => Credentials;
}

/** Answers calls and safe requests. */
export class HttpStage {
  /** Exchange ids of the calls that were played. */
  readonly played = new Set<number>();
  readonly misses: Misses;
  readonly #repertoire: Repertoire;
  readonly #fitting: Fitting;
  readonly #nobody: Renewal;
  readonly #anonymous: () => ReadonlyMap<string, readonly RecordedRequest[]>;
  readonly #matching: Matching;
  readonly #compared: readonly string[];
  readonly #known = new RequestMemory<HttpQuestion>();
  readonly #credentialsOf: (headers: Headers) => Credentials;

  /** @param nobody makes what is anew in answers to anonymous requests */
  constructor(
    repertoire: Repertoire,
    fit: Fitting,
    nobody: Renewal,
    {
      matching = usualMatching,
      compared = [],
      redact,
      missStatus = 404,
      credentials = credentialsOf,
    }: HttpManner = {},
  ) {
    this.#repertoire = repertoire;
    this.#fitting = fit;
    this.#nobody = nobody;
    this.#matching = matching;
    this.#compared = compared;
    this.misses = new Misses(repertoire, (request) => this.question(request), redact, missStatus);
    this.#credentialsOf = credentials;
    this.#anonymous = lazily(() => {
      const usable = repertoire.anonymous.filter(
        ({ unusable, beginsSession }) => unusable === null && !beginsSession,
      );
      return groupBy(usable, ({ shape }) => bookKey(shape));
    });
  }

  /** What decides a request's question, by which it is remembered. */
  looksOf(request: LiveRequest): Looks {
    const { credentials, csrfToken, conditional } = this.#facts(request.headers);
    const facts = (credentials ? 1 : 0) + (csrfToken ? 2 : 0) + (conditional ? 4 : 0);
    const more = this.#compared.map((name) => headerValues(request.headers, name));
    return this.#known.looksOf(request, more.length === 0 ? facts : JSON.stringify([facts, more]));
  }

  /** The question that an equal request asked before; undefined if none is remembered. */
  known(looks: Looks): HttpQuestion | undefined {
    return this.#known.get(looks);
  }

  /** @param looks by which it is remembered; by default it is not */
  question(request: LiveRequest, looks: Looks | null = null): HttpQuestion {
    const { method, target, headers } = request;
    const { credentials, csrfToken, conditional } = this.#facts(headers);
    const shape = this.#matching({
      method,
      target,
      contentType: headerValue(headers, 'content-type'),
      body: this.#fitting.canonical(request),
      credentials,
      csrfToken,
      headers,
      canonical: (body) => this.#fitting.canonical({ ...request, body }) ?? body,
    });
    const question: HttpQuestion = {
      kind: safeMethods.has(method) ? 'safe' : 'call',
      shape,
      conditional,
    };
    if (looks !== null) this.#known.set(looks, question);
    return question;
  }

  /** What of a head decides a question, beside its method, target, host and type. */
  #facts(headers: Headers) {
    return {
      credentials: this.#credentialsOf(headers).any,
      csrfToken: carriesCsrfToken(headers, this.#repertoire.csrf),
      conditional:
        headerValue(headers, 'if-none-match') !== null ||
        headerValue(headers, 'if-modified-since') !== null,
    };
  }

  /** The answer for a live session; null if it is a miss. A call is used up by it, but not performed yet. */
  answer(session: LiveSession, request: LiveRequest, question: HttpQuestion): Found | null {
    const { script, memory, renewal } = session;
    const safe = question.kind === 'safe';
    const outage = session.faults?.outages ? this.#outage(session, request, question) : null;
    if (outage !== null) return outage;
    const recorded = safe
      ? findSafe(script.requests, question, memory, session.furthest)
      : (findCall(script.requests, question, memory) ??
        (session.repeats ? findLastCall(script.requests, question) : null));
    if (recorded === null) return null;
    const fault = session.faults?.answer(recorded.exchange) ?? null;
    const error =
      fault?.kind === 'error' ? this.#fitting.madeUp(errorAnswer(fault), request, renewal) : null;
    if (fault !== null && fault.kind !== 'slow' && recorded.beginsSession) {
      session.comesAgain = true;
    }
    if (error !== null && fault?.performed !== true) {
      if (safe) takeBackSafe(script.requests, question, memory, recorded);
      return { answer: error, recorded, echoes: [], performed: false, fault: null };
    }
    const echoes = safe ? [] : echoesOf(wholeBody(recorded.shape), wholeBody(question.shape));
    const answer = error ?? this.#fitting.recorded(recorded.exchange, request, renewal, echoes);
    if (recorded.call) {
      memory.used.add(recorded.exchange);
      this.played.add(recorded.exchange);
    }
    if (session.faults?.outages?.takeCut(recorded.exchange) && fault === null) {
      session.faults.recorded('cut-response', recorded);
      return { ...endless(answer), recorded, echoes, performed: true };
    }
    return { answer, recorded, echoes, performed: true, fault: error === null ? fault : null };
  }

  /** What a request comes upon that got no answer when it was recorded; null if it is not the turn of that. */
  #outage(session: LiveSession, request: LiveRequest, question: HttpQuestion): Found | null {
    const { faults, furthest, memory, renewal } = session;
    const isCall = question.kind === 'call';
    const recorded = faults?.outages?.unanswered(isCall, question, furthest, memory);
    if (!recorded || !faults?.outages) return null;
    if (isCall) this.played.add(recorded.exchange);
    const unreachable = faults.outages.isUnreachable(recorded.exchange);
    faults.recorded(unreachable ? 'error' : 'cut-response', recorded);
    const answer = this.#fitting.madeUp(
      errorAnswer({ kind: 'error', status: 502 }),
      request,
      renewal,
    );
    return {
      answer: unreachable ? answer : { ...answer, delivery: hangUp },
      recorded,
      echoes: [],
      performed: false,
      fault: null,
    };
  }

  /** The answer to a request of nobody, which uses nothing up; null if it is a miss. */
  anonymousAnswer(request: LiveRequest, question: HttpQuestion): Found | null {
    const find = question.kind === 'safe' ? findSafe : findCall;
    const recorded = find(this.#anonymous(), question, emptyMemory(), -1);
    if (recorded === null) return null;
    if (recorded.call) this.played.add(recorded.exchange);
    const echoes = echoesOf(wholeBody(recorded.shape), wholeBody(question.shape));
    const answer = this.#fitting.recorded(recorded.exchange, request, this.#nobody, echoes);
    return { answer, recorded, echoes, performed: true, fault: null };
  }
}
