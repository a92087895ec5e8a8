import { UsageError } from '../../errors.js';
import { type CreateRecordingOptions, createRecording } from '../../recording/create-recording.js';
import type { Gap, Link, MessageRow, RequestRow, ResponseRow } from '../../recording/exchange.js';
import { finishElsewhere } from '../../recording/finish-elsewhere.js';
import { freePart, partName } from '../../recording/part-name.js';
import { type EarlierIds, NO_EARLIER, seriesFacts } from '../../recording/series.js';
import type { SqliteWriter } from '../../recording/sqlite-writer.js';
import type { RecordingWriter, WriterSummary } from '../../recording/writer.js';
import { KnownSessions } from './known-sessions.js';

export interface SeriesOptions extends CreateRecordingOptions {
  /** Names the series in each of its parts. */
  readonly series: string;
  /** Whether the first file says at once that it is the first of a series; else it does once there is a second. */
  readonly rotates: boolean;
}

/** A part that nothing more is written into. */
interface Part {
  readonly file: string;
  readonly endedAt: number;
}

/**
 * Writes a recording that may go on in further files. Ids and places in wire order come from who writes, so they
 * count on; exchanges under way and their sessions stand in the next file, too, so that each is whole by itself.
 * All that was written before a rotation is committed in the old file, and nothing of it waits, before the new one gets a row.
 */
export class SeriesWriter implements RecordingWriter {
  readonly #options: SeriesOptions;
  readonly #first: string;
  readonly #sessions = new KnownSessions();
  /** The highest ids so far. */
  readonly #highest: { -readonly [Name in keyof EarlierIds]: number } = { ...NO_EARLIER };
  /** Exchanges without an answer. */
  readonly #open = new Set<number>();
  readonly #facts: Map<string, string>;
  readonly #past: Part[] = [];
  readonly #gaps: Gap[] = [];
  readonly #folding = new Set<Promise<void>>();
  #writer: SqliteWriter;
  #file: string;
  /** In the name of the latest file. */
  #number = 1;
  /** Whether all parts so far say where they end. */
  #clean = true;

  /** @throws UsageError if the file exists already or can't be made */
  constructor(file: string, options: SeriesOptions) {
    this.#options = options;
    this.#first = file;
    this.#file = file;
    this.#facts = new Map(Object.entries(options.facts ?? {}));
    const facts = { ...options.facts, ...(options.rotates && this.#place(1)) };
    this.#writer = createRecording(file, { ...options, facts });
  }

  /** The file that is being written. */
  get file(): string {
    return this.#file;
  }

  /** Bytes that it has once its log is folded in. */
  get bytes(): number {
    return this.#writer.bytes;
  }

  /**
   * Goes on in a new file. If that can't be made, it goes on in the old one, and nothing is lost.
   *
   * @param at now, in milliseconds since the epoch
   * @returns the new file
   * @throws UsageError if it can't be made
   */
  rotate(at: number): string {
    const { onCommit } = this.#options;
    this.#writer.commit();
    if (!this.#writer.idle) throw new UsageError(`${this.#file} is locked by another program`);
    onCommit?.('begins');
    try {
      return this.#goOnInNew(at);
    } finally {
      onCommit?.('ends');
    }
  }

  #goOnInNew(at: number): string {
    const old = this.#writer;
    const part = this.#part + 1;
    const number = freePart(this.#first, this.#number + 1);
    const file = partName(this.#first, number);
    const gap = old.openGap;
    const next = createRecording(file, {
      ...this.#options,
      startedAt: at,
      facts: { ...Object.fromEntries(this.#facts), ...this.#place(part) },
      after: {
        lastBody: old.lastBody,
        carry: gap === null ? { file: old.file, open: this.#open } : null,
        gap: gap === null ? null : { ...gap, to: at },
      },
    });
    if (part === 2 && !this.#options.rotates) {
      for (const [name, value] of Object.entries(this.#place(1))) old.fact(name, value);
    }
    const { summary, folded } = old.retire(at);
    this.#past.push({ file: old.file, endedAt: at });
    this.#gaps.push(...summary.gaps);
    this.#clean &&= summary.clean;
    this.#await(folded);
    this.#writer = next;
    this.#file = file;
    this.#number = number;
    if (!summary.clean && gap !== null) this.#options.onGap?.({ ...gap, to: at });
    return file;
  }

  request(row: RequestRow): void {
    this.#open.add(row.id);
    this.#highest.exchanges = Math.max(this.#highest.exchanges, row.id);
    if (row.session !== null) this.#sessions.standsIn(this.#part, row.session, this.#writer);
    this.#writer.request(row);
  }

  response(row: ResponseRow): void {
    this.#open.delete(row.exchange);
    this.#writer.response(row);
  }

  message(row: MessageRow): void {
    this.#highest.messages = Math.max(this.#highest.messages, row.id);
    this.#writer.message(row);
  }

  session(id: number, startedAt: number): void {
    this.#highest.sessions = Math.max(this.#highest.sessions, id);
    this.#sessions.began(id, startedAt, this.#part);
    this.#writer.session(id, startedAt);
  }

  assign(exchange: number, session: number): void {
    this.#sessions.standsIn(this.#part, session, this.#writer);
    this.#writer.assign(exchange, session);
  }

  user(session: number, user: string): void {
    this.#sessions.standsIn(this.#part, session, this.#writer);
    this.#sessions.hasUser(session, user);
    this.#writer.user(session, user);
  }

  link(link: Link): void {
    this.#writer.link(link);
  }

  /** Stands in each part in which it lasted. */
  gap(gap: Gap): void {
    this.#writer.gap(gap);
    for (const { file, endedAt } of this.#past) {
      if (endedAt > gap.from) this.#await(finishElsewhere({ file, endedAt: null, gaps: [gap] }));
    }
  }

  fact(name: string, value: string): void {
    this.#facts.set(name, value);
    this.#writer.fact(name, value);
  }

  abandoned(exchange: number): void {
    this.#open.delete(exchange);
  }

  committed(callback: () => void): void {
    this.#writer.committed(callback);
  }

  commit(): void {
    this.#writer.commit();
  }

  /** @returns what is known of the whole series */
  close(endedAt: number): WriterSummary {
    const { gaps, clean } = this.#writer.close(endedAt);
    return { gaps: [...this.#gaps, ...gaps], clean: clean && this.#clean };
  }

  /** Resolves once all earlier files are folded, or can't be. */
  async folded(): Promise<void> {
    await Promise.all(this.#folding);
  }

  discard(): void {
    this.#writer.discard();
  }

  get #part(): number {
    return this.#past.length + 1;
  }

  #place(part: number): Readonly<Record<string, string>> {
    return seriesFacts({ id: this.#options.series, part, earlier: { ...this.#highest } });
  }

  #await(done: Promise<void>): void {
    this.#folding.add(done);
    void done.then(() => this.#folding.delete(done));
  }
}
