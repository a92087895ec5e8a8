import type { ParsedResponseHead } from '../http1/response-head.js';
import {
  type ResponseEvent,
  type ResponseReader,
  responseReader,
} from '../http1/response-reader.js';
import type { ChangedBody, Passage } from '../rewrite/passage.js';
import type { ExchangeEnd } from '../wire.js';
import { editResponseHead } from './edit-response-head.js';
import type { InFlight } from './in-flight.js';
import type { Outlet } from './outlet.js';
import type { RelayContext } from './relay-context.js';
import type { RelayLimits } from './relay-limits.js';

/** What the way back reports to its connection. */
export interface AnswersEvents {
  /** A response has come in whole. */
  answered(): void;
  /** The server said something that nobody asked for; nothing can be matched any more. */
  unasked(): void;
  /** The server's bytes can't be read. */
  broken(reason: string): void;
}

/**
 * The way back of one connection: matches the server's responses with the requests that wait for them, tells
 * the observers, and passes the bytes on, each response's end behind a gate.
 */
export class Answers {
  readonly #waiting: InFlight[] = [];
  readonly #reader: ResponseReader;
  /** The way of the answer that is coming in; null if its bytes go as they come. */
  #passage: Passage | null = null;

  constructor(
    readonly outlet: Outlet,
    private readonly route: Pick<RelayContext, 'target' | 'notices' | 'rewriting'>,
    private readonly limits: RelayLimits,
    private readonly events: AnswersEvents,
  ) {
    this.#reader = responseReader(() => this.#waiting[0]?.parsed.head.method, limits);
  }

  /** Whether no request waits for its response. */
  get none(): boolean {
    return this.#waiting.length === 0;
  }

  /** The exchanges that wait for their response, in order. */
  get waiting(): readonly InFlight[] {
    return this.#waiting;
  }

  /** Whether as many requests wait as may: many of them, or a few with large heads. */
  get crowded(): boolean {
    const { pipelined, requestHead } = this.limits;
    if (this.#waiting.length >= pipelined) return true;
    const heads = this.#waiting.reduce((sum, { parsed }) => sum + parsed.text.length, 0);
    return heads > requestHead;
  }

  expect(exchange: InFlight): void {
    this.#waiting.push(exchange);
  }

  /** Bytes came from the server. */
  read(bytes: Buffer): void {
    this.#pass(this.#reader.read(bytes));
  }

  /** The server's FIN came. */
  finish(): void {
    this.#pass(this.#reader.finish());
  }

  /** Answers the oldest request in the server's place; `bytes` may be none. */
  answer(outcome: ExchangeEnd, bytes: readonly Buffer[]): void {
    const exchange = this.#waiting.shift();
    exchange?.end(outcome, [], this.outlet.hold([...this.#cut(), ...bytes]));
  }

  #pass(events: Iterable<ResponseEvent>): void {
    let pending: Buffer[] = [];
    for (const event of events) {
      const [exchange] = this.#waiting;
      switch (event.type) {
        case 'stray':
          pending.push(event.wire);
          if (event.unasked) this.events.unasked();
          break;
        case 'interim':
          pending.push(Buffer.from(event.parsed.text, 'latin1'));
          this.outlet.write(pending);
          pending = [];
          break;
        case 'head':
          if (exchange === undefined) break;
          exchange.responseHead(event.parsed.head);
          pending.push(...this.#begin(event.parsed, exchange.desktopOrigin));
          break;
        case 'body':
          exchange?.responseBody(event.payload);
          if (this.#passage === null) pending.push(event.wire);
          else pending.push(...this.#passage.body(event.wire, event.payload));
          break;
        case 'end': {
          this.#waiting.shift();
          pending.push(...(this.#passage?.end(event.trailers) ?? []));
          this.#passage = null;
          const release = this.outlet.hold(pending);
          pending = [];
          exchange?.end('complete', event.trailers, release);
          this.events.answered();
          break;
        }
        case 'broken':
          this.outlet.write([...pending, ...this.#cut()]);
          this.events.broken(event.reason);
          return;
      }
    }
    this.outlet.write(pending);
  }

  #begin(parsed: ParsedResponseHead, desktopOrigin: string): readonly Buffer[] {
    const { target, notices, rewriting } = this.route;
    const headFor = (changed?: ChangedBody): Buffer =>
      editResponseHead(parsed, { target, desktopOrigin, notices }, changed);
    this.#passage = rewriting?.answers.passage(parsed, desktopOrigin, headFor) ?? null;
    return this.#passage?.begin() ?? [headFor()];
  }

  /** What was kept back of an answer that breaks off. */
  #cut(): readonly Buffer[] {
    const passage = this.#passage;
    this.#passage = null;
    return passage?.cut() ?? [];
  }
}
