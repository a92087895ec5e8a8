import type { RedactRules } from '../redact/redact-rules.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { HttpQuestion } from './http-stage.js';
import type { LiveSession } from './live-session.js';
import type { ShapeDifference } from './matching/compare-shapes.js';
import { discreetRequests } from './matching/discreet-request.js';
import { type Miss, missOf } from './matching/miss.js';
import { MissBook } from './matching/miss-book.js';
import { nearest } from './matching/nearest.js';
import type { Repertoire } from './script/repertoire.js';
import type { RecordedRequest } from './script/script.js';

/** Notes what was asked for that the recording does not have, and answers it. */
export class Misses {
  readonly book = new MissBook();
  /** The miss that was noted last. */
  latest: Miss | null = null;
  readonly #repertoire: Repertoire;
  readonly #question: (request: LiveRequest) => HttpQuestion;
  readonly #discreet: (request: LiveRequest) => LiveRequest;
  readonly #missStatus: 404 | 500;
  #anonymousMisses = 0;

  /**
   * @param question what a request asks for
   * @param redact what is secret besides credentials
   * @param missStatus of answers
   */
  constructor(
    repertoire: Repertoire,
    question: (request: LiveRequest) => HttpQuestion,
    redact: RedactRules | undefined,
    missStatus: 404 | 500,
  ) {
    this.#repertoire = repertoire;
    this.#question = question;
    this.#discreet = discreetRequests(redact);
    this.#missStatus = missStatus;
  }

  /** Notes a miss; returns the answer to it. */
  answer(session: LiveSession | null, live: LiveRequest): Answer {
    const { miss, text } = this.#missed(session, live);
    const body = Buffer.from(`${text}\n`);
    return {
      status: this.#missStatus,
      reason: this.#missStatus === 404 ? 'Not Found' : 'Internal Server Error',
      headers: [
        ['Content-Type', 'application/json'],
        missHeader(miss),
        ['Content-Length', String(body.length)],
      ],
      body: live.method === 'HEAD' ? null : body,
    };
  }

  /** Notes a miss that is passed through; returns the header that says so in the answer. */
  passed(session: LiveSession | null, live: LiveRequest): readonly [string, string] {
    return missHeader(this.#missed(session, live, true).miss);
  }

  #missed(session: LiveSession | null, live: LiveRequest, passed = false): Noted {
    const request = this.#discreet(live);
    const question = this.#question(request);
    const { memory, script } = session ?? {};
    const known = script
      ? [...[...script.requests.values()].flat(), ...script.unanswered]
      : this.#repertoire.anonymous;
    const near = nearest(question.shape, known, (each) => whyNot(each, question, memory?.used));
    return this.#note(session, request, question.shape.operation, near, passed);
  }

  /** Notes a publish that the recording does not have; the Bayeux server has acknowledged it. */
  publish(session: LiveSession | null, live: LiveRequest): void {
    this.#note(session, this.#discreet(live), null, []);
  }

  #note(
    session: LiveSession | null,
    request: LiveRequest,
    operation: string | null,
    near: Miss['nearest'],
    passed = false,
  ): Noted {
    const number = session === null ? ++this.#anonymousMisses : ++session.misses;
    const plain = missOf(number, request, operation, near);
    const miss: Miss = passed ? { ...plain, passedThrough: true } : plain;
    this.latest = miss;
    const text = JSON.stringify(miss);
    this.book.add(miss, text);
    return { miss, text };
  }
}

interface Noted {
  readonly miss: Miss;
  /** As JSON. */
  readonly text: string;
}

function missHeader({ miss }: Miss): readonly [string, string] {
  return ['Understudy-Miss', String(miss)];
}

function whyNot(
  { unusable, exchange, status }: RecordedRequest,
  { conditional }: HttpQuestion,
  used: ReadonlySet<number> | undefined,
): ShapeDifference | null {
  if (unusable !== null) return { path: 'answer', recorded: unusable };
  if (used?.has(exchange)) return { path: 'answer', recorded: 'given already' };
  return status === 304 && !conditional
    ? { path: 'answer', recorded: '304, which means nothing to a client without a copy' }
    : null;
}
