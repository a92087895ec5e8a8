import type { Subject, SubjectIds } from './difference.js';
import type { References } from './rename/references.js';

/** What findings share that are about the same thing; as it is kept while they wait it takes half the memory of a subject. */
export class About {
  readonly session: number;
  readonly at: number;
  /** Null until a finding names them. */
  references: References | null = null;
  readonly #kind: Subject['kind'];
  readonly #label: string;
  readonly #operation: string | null;
  readonly #user: string | null;
  readonly #call: string | null;
  readonly #notification: string | null;
  /** Undefined on a side that has none. */
  readonly #exchange: number | null | undefined;
  readonly #message: number | null | undefined;
  readonly #otherExchange: number | null | undefined;
  readonly #otherMessage: number | null | undefined;

  constructor(subject: Subject, session: number, at: number) {
    this.session = session;
    this.at = at;
    this.#kind = subject.kind;
    this.#label = subject.label;
    this.#operation = subject.operation;
    this.#user = subject.user;
    this.#call = subject.call;
    this.#notification = subject.notification;
    this.#exchange = subject.baseline?.exchange;
    this.#message = subject.baseline?.message;
    this.#otherExchange = subject.candidate?.exchange;
    this.#otherMessage = subject.candidate?.message;
  }

  /** The subject that it was made of, each time another object. */
  subject(): Subject {
    return {
      kind: this.#kind,
      label: this.#label,
      operation: this.#operation,
      user: this.#user,
      call: this.#call,
      notification: this.#notification,
      baseline: idsOf(this.#exchange, this.#message),
      candidate: idsOf(this.#otherExchange, this.#otherMessage),
    };
  }
}

function idsOf(
  exchange: number | null | undefined,
  message: number | null | undefined,
): SubjectIds | null {
  return exchange === undefined || message === undefined ? null : { exchange, message };
}
