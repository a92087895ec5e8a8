import { Recorder } from '../../src/capture/recorder.js';
import { SeriesWriter } from '../../src/capture/series/series-writer.js';
import type { ExchangeObserver, Framing } from '../../src/capture/wire.js';
import type { Headers } from '../../src/recording/exchange.js';
import { createRedactor } from '../../src/redact/redactor.js';

type Named = Readonly<Record<string, string>>;

/** One HTTP exchange, as a relay would tell it. */
export interface Told {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Named;
  readonly body?: string;
  readonly answer?: { readonly status?: number; readonly headers?: Named; readonly body?: string };
  readonly connection: number;
  /** Told after the request and before its answer. */
  readonly during?: () => void;
}

export interface RecordersOptions {
  /** Whether each has a key of its own. */
  readonly ownKeys?: boolean;
  readonly facts?: Readonly<Record<string, string>>;
}

/** Recorders that share a clock: each is told of what passes through it, and one of all. */
export class Recorders {
  readonly #options: RecordersOptions;
  readonly #made = new Map<string, { recorder: Recorder; writer: SeriesWriter }>();
  #now = Date.UTC(2026, 0, 1);

  /** @param files of the recorders; whoever is told of something is told of all that passes through these */
  constructor(files: readonly string[], options: RecordersOptions = {}) {
    this.#options = options;
    files.forEach((file, index) => void this.#make(file, index));
  }

  /** @param files through which of the recorders it passes */
  exchange(files: readonly string[], told: Told): void {
    this.#now += 1;
    const observers = files.map((file) => this.#begin(file, told));
    this.#now += 1;
    told.during?.();
    this.#now += 1;
    const { answer = {} } = told;
    for (const observer of observers) {
      observer.responseHead({
        status: answer.status ?? 200,
        reason: 'OK',
        httpVersion: '1.1',
        headers: Object.entries({ 'Content-Type': 'application/json', ...answer.headers }),
        framing: 'length',
        text: '',
      });
      observer.responseBody(Buffer.from(answer.body ?? ''));
      observer.end('complete', [], () => {});
    }
  }

  /** One goes on in a new file, which is returned. */
  rotate(file: string): string {
    return this.#of(file).writer.rotate(this.#now);
  }

  /** @param killed those that have no time to end */
  async close(killed: readonly string[] = []): Promise<void> {
    for (const [file, { recorder, writer }] of this.#made) {
      if (killed.includes(file)) {
        writer.commit();
      } else {
        recorder.end();
        writer.close(this.#now);
      }
      await writer.folded();
    }
  }

  #of(file: string) {
    const made = this.#made.get(file);
    if (made === undefined) throw new Error(`there is no recorder ${file}`);
    return made;
  }

  #begin(file: string, told: Told): ExchangeObserver {
    const { method = 'POST', target, headers = {}, body, connection } = told;
    const framing: Framing = body === undefined ? 'none' : 'length';
    const made = this.#of(file);
    const pairs: Headers = Object.entries(headers);
    const head = { method, target, httpVersion: '1.1', headers: pairs, framing, text: '' } as const;
    const observer = made.recorder.exchange(connection, head);
    if (body !== undefined) observer.requestBody(Buffer.from(body));
    observer.requestEnd([]);
    return observer;
  }

  #make(file: string, index: number): void {
    const { ownKeys = false, facts = {} } = this.#options;
    const writer = new SeriesWriter(file, {
      startedAt: this.#now,
      facts: { label: 'v1', target: 'http://gws.test:8080', ...facts },
      series: `series-${index}`,
      rotates: false,
    });
    const recorder = new Recorder({
      writer,
      redactor: createRedactor({ key: Buffer.alloc(32, ownKeys ? index + 1 : 1) }),
      clock: { now: () => this.#now, after: () => () => {} },
      maxBody: 100_000,
    });
    this.#made.set(file, { recorder, writer });
  }
}
