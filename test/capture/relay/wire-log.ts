import type {
  ExchangeObserver,
  RequestHead,
  ResponseHead,
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
  readonly websockets: number[] = [];
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

  websocket(connection: number): void {
    this.websockets.push(connection);
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
