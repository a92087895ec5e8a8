import { Recorder } from '../../src/capture/recorder.js';
import type { ExchangeObserver, Framing } from '../../src/capture/wire.js';
import type { Headers } from '../../src/recording/exchange.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { CollectedRows } from './collected-rows.js';

type Named = Readonly<Record<string, string>>;

/** One HTTP exchange, as a relay would tell it. */
export interface Told {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Named;
  readonly body?: string;
  readonly answer?: { readonly status?: number; readonly headers?: Named; readonly body?: string };
  /** The desktop's connection; a new one unless told. */
  readonly connection?: number;
}

/** A recorder on its own: it is told what passes, and its rows are kept in memory. */
export class RecordedDesktops {
  readonly rows = new CollectedRows();
  readonly recorder: Recorder;
  #now = 1_000;
  #connections = 0;

  constructor() {
    this.recorder = new Recorder({
      writer: this.rows,
      redactor: createRedactor({ key: Buffer.alloc(32, 1) }),
      clock: { now: () => this.#now++, after: () => () => {} },
      maxBody: 10_000,
    });
  }

  /** Returns the exchange's id. */
  exchange({
    method = 'POST',
    target = '/cometd',
    headers,
    body,
    answer = {},
    connection,
  }: Told): number {
    const id = this.recorder.counts.exchanges + 1;
    const exchange = this.#begin(method, target, headers ?? {}, body, connection);
    exchange.responseHead({
      status: answer.status ?? 200,
      reason: 'OK',
      httpVersion: '1.1',
      headers: pairs({ 'Content-Type': 'application/json', ...answer.headers }),
      framing: 'length',
      text: '',
    });
    exchange.responseBody(Buffer.from(answer.body ?? ''));
    exchange.end('complete', [], () => {});
    this.rows.commit();
    return id;
  }

  /** Opens a websocket; returns its exchange's id, too. */
  websocket(headers: Named = {}, answer: Named = {}): OpenWebsocket {
    const id = this.recorder.counts.exchanges + 1;
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', ...headers };
    const exchange = this.#begin('GET', '/cometd', upgrade, undefined, undefined);
    exchange.responseHead({
      status: 101,
      reason: 'Switching Protocols',
      httpVersion: '1.1',
      headers: [['Upgrade', 'websocket'], ...pairs(answer)],
      framing: 'none',
      text: '',
    });
    const released: string[] = [];
    exchange.upgraded(() => released.push('101'));
    return {
      id,
      exchange,
      released,
      send: (text) => exchange.websocketMessage({ direction: 'to-server', text }, () => {}),
      receive: (text) =>
        exchange.websocketMessage({ direction: 'to-desktop', text }, () =>
          released.push(text ?? 'binary'),
        ),
    };
  }

  #begin(
    method: string,
    target: string,
    headers: Named,
    body: string | undefined,
    connection: number | undefined,
  ): ExchangeObserver {
    this.#connections += 1;
    const framing: Framing = body === undefined ? 'none' : 'length';
    const exchange = this.recorder.exchange(connection ?? 1_000 + this.#connections, {
      method,
      target,
      httpVersion: '1.1',
      headers: pairs(headers),
      framing,
      text: '',
    });
    if (body !== undefined) exchange.requestBody(Buffer.from(body));
    exchange.requestEnd([]);
    return exchange;
  }
}

export interface OpenWebsocket {
  readonly id: number;
  readonly exchange: ExchangeObserver;
  /** What has been let go to the desktop. */
  readonly released: readonly string[];
  send(text: string): void;
  receive(text: string | null): void;
}

function pairs(headers: Named): Headers {
  return Object.entries(headers);
}
