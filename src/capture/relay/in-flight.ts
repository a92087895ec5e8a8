import type { Headers } from '../../recording/exchange.js';
import type { ParsedRequestHead } from '../http1/request-head.js';
import type {
  ExchangeEnd,
  ExchangeObserver,
  ResponseHead,
  UnreadableReason,
  WebsocketMessage,
} from '../wire.js';

/**
 * One exchange under way. Keeps the observer's rule that `end` comes once and last: what the desktop still
 * sends of a request that was answered early is passed on, but no longer told.
 */
export class InFlight {
  readonly #observer: ExchangeObserver;
  #ended = false;
  #requestDone = false;
  #responseHeaders: Headers | undefined;

  constructor(
    readonly parsed: ParsedRequestHead,
    /** The origin under which the desktop reached the recorder. */
    readonly desktopOrigin: string,
    observer: ExchangeObserver,
  ) {
    this.#observer = observer;
  }

  /** Whether the request has come in whole. */
  get requestDone(): boolean {
    return this.#requestDone;
  }

  /** Whether the head of its final response has come. */
  get answering(): boolean {
    return this.#responseHeaders !== undefined;
  }

  /** Of the final response, as the server sent them; none before it came. */
  get responseHeaders(): Headers {
    return this.#responseHeaders ?? [];
  }

  requestBody(payload: readonly Buffer[]): void {
    if (!this.#ended && payload.length > 0) this.#observer.requestBody(inOne(payload));
  }

  requestEnd(trailers: Headers): void {
    this.#requestDone = true;
    if (!this.#ended) this.#observer.requestEnd(trailers);
  }

  responseHead(head: ResponseHead): void {
    this.#responseHeaders = head.headers;
    if (!this.#ended) this.#observer.responseHead(head);
  }

  responseBody(payload: readonly Buffer[]): void {
    if (!this.#ended && payload.length > 0) this.#observer.responseBody(inOne(payload));
  }

  upgraded(release: () => void): void {
    if (!this.#ended) this.#observer.upgraded(release);
  }

  websocketMessage(message: WebsocketMessage, release: () => void): void {
    if (!this.#ended) this.#observer.websocketMessage(message, release);
  }

  unreadable(direction: WebsocketMessage['direction'], reason: UnreadableReason): void {
    if (!this.#ended) this.#observer.unreadable(direction, reason);
  }

  /** The relay stops: the exchange stays open, and nothing more is told of it. */
  abandon(): void {
    this.#ended = true;
  }

  end(outcome: ExchangeEnd, trailers: Headers, release: () => void): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#observer.end(outcome, trailers, release);
  }
}

/** Tiny chunks, told one by one, would cost many times what their bytes do. */
function inOne(payload: readonly Buffer[]): Buffer {
  const [only] = payload;
  return payload.length === 1 && only !== undefined ? only : Buffer.concat(payload);
}
