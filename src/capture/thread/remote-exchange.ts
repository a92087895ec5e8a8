import type { Headers } from '../../recording/exchange.js';
import type {
  ExchangeEnd,
  ExchangeObserver,
  ResponseHead,
  UnreadableReason,
  WebsocketMessage,
} from '../wire.js';
import type { RecorderThread } from './recorder-thread.js';

/** Writes down what passes of one exchange, for the recorder's thread. */
export class RemoteExchange implements ExchangeObserver {
  readonly #thread: RecorderThread;
  readonly #id: number;
  /** There was no room for a part of it, so that the rest is of no use. */
  #lost = false;

  constructor(thread: RecorderThread, id: number) {
    this.#thread = thread;
    this.#id = id;
  }

  requestBody(chunk: Uint8Array): void {
    if (!this.#goesOn()) return;
    this.#thread.write((log, at) => log.requestBody(this.#id, at, chunk));
  }

  requestEnd(trailers: Headers): void {
    if (!this.#goesOn()) return;
    this.#thread.write((log, at) => log.requestEnd(this.#id, at, trailers));
  }

  responseHead(head: ResponseHead): void {
    if (!this.#goesOn()) return;
    this.#thread.write((log, at) => log.responseHead(this.#id, at, head));
  }

  responseBody(chunk: Uint8Array): void {
    if (!this.#goesOn()) return;
    this.#thread.write((log, at) => log.responseBody(this.#id, at, chunk));
  }

  upgraded(release: () => void): void {
    if (this.#goesOn()) this.#thread.write((log, at) => log.upgraded(this.#id, at));
    this.#thread.hold(release);
  }

  /** One that is lost takes no other with it. */
  websocketMessage(message: WebsocketMessage, release: () => void): void {
    if (!this.#lost && this.#thread.takes()) {
      this.#thread.write((log, at) => log.websocketMessage(this.#id, at, message));
    }
    if (message.direction === 'to-server') release();
    else this.#thread.hold(release);
  }

  unreadable(direction: WebsocketMessage['direction'], why: UnreadableReason): void {
    if (!this.#goesOn()) return;
    this.#thread.write((log, at) => log.unreadable(this.#id, at, direction, why));
  }

  end(outcome: ExchangeEnd, trailers: Headers, release: () => void): void {
    if (this.#goesOn()) this.#thread.write((log, at) => log.end(this.#id, at, outcome, trailers));
    this.#thread.hold(release);
  }

  forgotten(): void {
    this.#lost = true;
    this.#thread.write((log, at) => log.forgotten(this.#id, at));
  }

  #goesOn(): boolean {
    if (this.#lost) return false;
    if (this.#thread.takes()) return true;
    this.forgotten();
    return false;
  }
}
