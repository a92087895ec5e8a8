import type { Answer } from '../exchange-at-the-door.js';
import { Recent } from '../recent.js';
import type { Renewal } from '../renewal.js';
import type { AnswerSource } from './compose-answer.js';
import { makeReady } from './ready-answer.js';

/** Bytes of answers, and of what they were made from, that are kept ready. */
const most = 64 * 1024 * 1024;
/** Beside its body, about what an answer takes. */
const overhead = 2_000;

/** What decides how a recorded answer goes out. */
export interface Recipient {
  readonly origin: string;
  readonly acceptEncoding: string | null;
  readonly method: string;
  readonly renewal: Renewal;
}

/** Recorded answers that are ready to go out again, so that they are read and made once. */
export class PreparedAnswers<S extends AnswerSource> {
  readonly #recent = new Recent<number, Prepared<S>>(most);
  readonly #read: (exchange: number) => S;

  /** @param read reads what an answer is made from */
  constructor(read: (exchange: number) => S) {
    this.#read = read;
  }

  /** @param make makes the answer; what it needs of a live session it takes from the renewal that it is given */
  answer(
    exchange: number,
    recipient: Recipient,
    make: (source: S, renewal: Renewal) => Answer,
  ): Answer {
    const before = this.#recent.get(exchange);
    if (before !== undefined && fits(before, recipient)) return before.answer;
    const source = before?.source ?? this.#read(exchange);
    let personal = false;
    const watched: Renewal = {
      ...recipient.renewal,
      secret(recorded) {
        personal = true;
        return recipient.renewal.secret(recorded);
      },
      references(session) {
        personal = true;
        return recipient.renewal.references(session);
      },
    };
    const answer = make(source, watched);
    makeReady(answer);
    this.#recent.set(
      exchange,
      { source, answer, recipient, personal },
      overhead +
        sizeOf(source) +
        (answer.body === source.body?.content ? 0 : lengthOf(answer.body)),
    );
    return answer;
  }

  /** What an answer is made from, where it is made anew each time. */
  source(exchange: number): S {
    return this.#recent.get(exchange)?.source ?? this.#read(exchange);
  }
}

interface Prepared<S> {
  readonly source: S;
  /** For this recipient. */
  readonly answer: Answer;
  readonly recipient: Recipient;
  /** Something in it belongs to a live session. */
  readonly personal: boolean;
}

function fits({ recipient, personal, source }: Prepared<AnswerSource>, other: Recipient): boolean {
  return (
    recipient.origin === other.origin &&
    recipient.method === other.method &&
    ((source.body?.encoding ?? null) === null ||
      recipient.acceptEncoding === other.acceptEncoding) &&
    (!personal || recipient.renewal === other.renewal)
  );
}

function sizeOf({ body }: AnswerSource): number {
  return lengthOf(body?.content) + lengthOf(body?.encoded);
}

function lengthOf(bytes: Uint8Array | null | undefined): number {
  return bytes?.length ?? 0;
}
