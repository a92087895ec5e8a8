import type {
  ExchangeObserver,
  RequestHead,
  ResponseHead,
  UnreadableReason,
  WebsocketMessage,
  WireSink,
} from '../../../src/capture/wire.js';
import type { Headers } from '../../../src/recording/exchange.js';

/** One exchange as the relay told it. */
export class LoggedExchange implements ExchangeObserver {
  readonly request: Buffer[] = [];
  readonly response: Buffer[] = [];
  requestTrailers: Headers | undefined;
  responseTrailers: Headers | undefined;
  answer: ResponseHead | undefined;
  outcome: string | undefined;
  release: () => void = () => {};
  open = false;
  /** Messages of its websocket, in the order told. */
  readonly messages: (WebsocketMessage & { readonly release: () => void })[] = [];
  readonly unreadables: (UnreadableReason & { readonly direction: string })[] = [];

  constructor(
    readonly connection: number,
    readonly head: RequestHead,
    private readonly log: WireLog,
  ) {}

  get requestText(): string {
    return Buffer.concat(this.request).toString('latin1');
  }

  get responseText(): string {
    return Buffer.concat(this.response).toString('latin1');
  }

  requestBody(chunk: Uint8Array): void {
    this.#open();
    this.request.push(Buffer.from(chunk));
  }

  requestEnd(trailers: Headers): void {
    this.#open();
    this.requestTrailers = trailers;
    this.log.changed();
  }

  responseHead(head: ResponseHead): void {
    this.#open();
    this.answer = head;
  }

  responseBody(chunk: Uint8Array): void {
    this.#open();
    this.response.push(Buffer.from(chunk));
    this.log.changed();
  }

  upgraded(release: () => void): void {
    this.#open();
    this.open = true;
    if (this.log.releasing) release();
    else this.release = release;
    this.log.changed();
  }

  websocketMessage(message: WebsocketMessage, release: () => void): void {
    this.#open();
    this.messages.push({ ...message, release });
    if (this.log.releasing) release();
    this.log.changed();
  }

  unreadable(direction: WebsocketMessage['direction'], reason: UnreadableReason): void {
    this.#open();
    this.unreadables.push({ ...reason, direction });
    this.log.changed();
  }

  /** The relay itself never tells it. */
  forgotten(): void {}

  end(outcome: string, trailers: Headers, release: () => void): void {
    this.#open();
    this.outcome = outcome;
    this.responseTrailers = trailers;
    this.release = release;
    if (this.log.releasing) release();
    this.log.changed();
  }

  #open(): void {
    if (this.outcome !== undefined) throw new Error('told after the end');
  }
}

/** A sink that keeps what it is told; waits for things to be told. */
export class WireLog implements WireSink {
  readonly exchanges: LoggedExchange[] = [];
  readonly refusals: string[] = [];
  /** Release every end at once. */
  releasing = true;
  #watchers: (() => void)[] = [];

  exchange(connection: number, head: RequestHead): ExchangeObserver {
    const exchange = new LoggedExchange(connection, head, this);
    this.exchanges.push(exchange);
    this.changed();
    return exchange;
  }

  refused(_connection: number, reason: string): void {
    this.refusals.push(reason);
    this.changed();
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Resolves once that is so. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const watcher = (): void => {
        if (!condition()) return;
        this.#watchers = this.#watchers.filter((other) => other !== watcher);
        resolve();
      };
      this.#watchers.push(watcher);
    });
  }

  /** The exchange with that index, once it has ended. */
  async ended(index = 0): Promise<LoggedExchange> {
    await this.until(() => this.exchanges[index]?.outcome !== undefined);
    return this.exchanges[index] as LoggedExchange;
  }
}
