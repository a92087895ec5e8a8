import type { Database } from 'better-sqlite3';
import type { Gap, Link, MessageRow, RequestRow, ResponseRow } from './exchange.js';
import { finishElsewhere } from './finish-elsewhere.js';
import { foldLog } from './fold-log.js';
import { foldedBytes } from './folded-bytes.js';
import { guardPlace, isInPlace } from './guard-place.js';
import { type InsertRows, insertRows } from './insert-rows.js';
import { removeFiles } from './remove-files.js';
import { rollBack } from './roll-back.js';
import { WaitingList } from './waiting-list.js';
import { type WalCheckpoints, walCheckpoints } from './wal-checkpoints.js';
import { isLocked, isRowsFault, reasonOf } from './write-trouble.js';
import type { RecordingWriter, WriterSummary } from './writer.js';
import { deaf, type WriterListeners } from './writer-listeners.js';

/** How many small rows (sessions, users, facts, gaps) outlive a failed commit. */
const MOST_KEPT = 10_000;

/** How often the end waits for a lock that a stranger holds, each time for the database's timeout. */
const LAST_TRIES = 20;

/** How often it is tried once more to leave one file. */
const FOLD_TRIES = 5;

/** What a failed commit costs: the row, unless it is small and later rows make no sense without it. */
type AfterFailure = 'lost' | 'kept';

interface Entry {
  readonly write: () => void;
  readonly afterFailure: AfterFailure;
  /** The latest moment that the writer knew of when the row came. */
  readonly at: number;
}

/**
 * Writes a recording in group commits, one for each turn of the event loop that brings rows: what a
 * commit costs is then shared by all who wait in that turn. Whoever must not wait for the disk has it work in
 * another thread.
 *
 * A lock that a stranger holds is waited for. What a commit held that fails is lost, but for small rows such as
 * sessions: it begins a gap, and the next commit that succeeds writes down the gap first. So nothing piles up
 * while the disk is full.
 */
export class SqliteWriter implements RecordingWriter {
  readonly #database: Database;
  readonly #rows: InsertRows;
  readonly #bytes: () => number;
  readonly #tell: Required<WriterListeners>;
  readonly #checkpoints: WalCheckpoints;
  readonly #checkPlace: () => void;
  #queue: Entry[] = [];
  readonly #waiting = new WaitingList();
  #kept: Entry[] = [];
  #gaps: Gap[] = [];
  #openGap: Gap | null = null;
  #scheduled = false;
  /** A commit, or the checkpoint behind it, is under way. */
  #committing = false;
  #latest: number;
  #summary: WriterSummary | null = null;

  /**
   * Takes a database made by `createRecording`, and closes it in the end.
   *
   * @param lastBody the highest id of a body in earlier files of the series
   */
  constructor(
    readonly file: string,
    database: Database,
    startedAt: number,
    listeners: WriterListeners = {},
    lastBody = 0,
  ) {
    this.#database = database;
    this.#rows = insertRows(database, lastBody);
    this.#bytes = foldedBytes(database);
    this.#tell = { ...deaf, ...listeners };
    this.#checkpoints = walCheckpoints(file, database);
    this.#checkPlace = guardPlace(file);
    this.#latest = startedAt;
  }

  request(row: RequestRow): void {
    this.#add(() => this.#rows.request(row), 'lost', row.startedAt);
  }

  response(row: ResponseRow): void {
    this.#add(() => this.#rows.response(row), 'lost', row.endedAt);
  }

  message(row: MessageRow): void {
    this.#add(() => this.#rows.message(row), 'lost', row.at);
  }

  session(id: number, startedAt: number): void {
    this.#add(() => this.#rows.session(id, startedAt), 'kept', startedAt);
  }

  assign(exchange: number, session: number): void {
    this.#add(() => this.#rows.assign(exchange, session), 'kept');
  }

  user(session: number, user: string): void {
    this.#add(() => this.#rows.user(session, user), 'kept');
  }

  link(link: Link): void {
    this.#add(() => this.#rows.link(link), 'lost');
  }

  gap(gap: Gap): void {
    this.#gaps.push(gap);
    this.#add(() => this.#rows.gap(gap), 'kept', gap.to);
    if (this.#summary === null) this.#waiting.add(() => this.#tell.onGap(gap));
  }

  fact(name: string, value: string): void {
    this.#add(() => this.#rows.fact(name, value), 'kept');
  }

  /** It stays open. */
  abandoned(): void {}

  committed(callback: () => void): void {
    this.#waiting.add(callback);
    this.#schedule();
  }

  /** Commits what has come so far, and lets those who wait for it go; it need not be called. */
  commit(): void {
    if (!this.#committing) this.#tell.onCommit('begins');
    this.#committing = true;
    if (this.#summary === null && !this.#commitGroup()) {
      this.#schedule();
      return;
    }
    this.#waiting.letGo();
    if (this.#summary === null) this.#checkpoints.ifDue();
    this.#committing = false;
    this.#tell.onCommit('ends');
  }

  close(endedAt: number): WriterSummary {
    if (this.#summary !== null) return this.#summary;
    this.#add(() => this.#rows.fact('ended_at', String(endedAt)), 'kept', endedAt);
    for (let tries = 0; !this.#commitGroup(); tries += 1) {
      if (tries >= LAST_TRIES)
        this.#lose(this.#queue.splice(0), new Error('the file stays locked'));
    }
    const summary = this.#sum();
    this.#fold();
    this.#waiting.letGo();
    return summary;
  }

  /** Bytes that the file has once its log is folded in. */
  get bytes(): number {
    return this.#bytes();
  }

  /** The highest id of a body so far, those of earlier files included. */
  get lastBody(): number {
    return this.#rows.lastBody();
  }

  /** A stretch that lasts: nothing can be written now. */
  get openGap(): Gap | null {
    return this.#openGap;
  }

  /** Whether all that came was tried to be committed; if not, a stranger's lock is in the way. */
  get idle(): boolean {
    return this.#queue.length === 0;
  }

  /**
   * Marks a clean end, as `close` does, but leaves it to another thread to fold everything into the one file: the
   * writing goes on elsewhere and must not wait. What could not be written is left to that thread, too.
   *
   * @returns what is known now; the promise resolves when the file is folded, or can't be
   */
  retire(endedAt: number): { readonly summary: WriterSummary; readonly folded: Promise<void> } {
    this.#add(() => this.#rows.fact('ended_at', String(endedAt)), 'kept', endedAt);
    this.#commitGroup();
    const summary = this.#sum();
    this.#queue = [];
    this.#checkpoints.leave();
    const gaps = summary.clean ? [] : summary.gaps.slice(-1);
    const orders = isInPlace(this.#checkPlace) ? { file: this.file, endedAt, gaps } : null;
    const folded = finishElsewhere(orders, this.#database);
    this.#waiting.letGo();
    return { summary, folded };
  }

  #sum(): WriterSummary {
    // A second try, for a full disk often has room for a gap and the end, if not for bodies.
    if (this.#openGap !== null) this.#commit([]);
    const clean = this.#openGap === null;
    this.#summary = { gaps: clean ? this.#gaps : [...this.#gaps, this.#openGap as Gap], clean };
    return this.#summary;
  }

  /** Closes and removes the file: the start that it was made for failed. */
  discard(): void {
    this.#summary ??= { gaps: [], clean: false };
    this.#queue = [];
    this.#waiting.letGo();
    this.#checkpoints.close();
    this.#database.close();
    removeFiles(this.file);
  }

  #add(write: () => void, afterFailure: AfterFailure, at = this.#latest): void {
    if (this.#summary !== null) return;
    this.#latest = Math.max(this.#latest, at);
    this.#queue.push({ write, afterFailure, at: this.#latest });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.commit();
    });
  }

  /** False if a stranger's lock is in the way: all that came stays in the queue, for the next try. */
  #commitGroup(): boolean {
    const entries = this.#queue;
    if (entries.length === 0) return true;
    this.#queue = [];
    const done = this.#commit(entries);
    if (!done) this.#queue = entries;
    return done;
  }

  /** False if a stranger's lock is in the way. */
  #commit(entries: readonly Entry[]): boolean {
    const gap = this.#openGap;
    try {
      this.#checkPlace();
      this.#database.exec('BEGIN IMMEDIATE');
      if (gap !== null) this.#rows.gap(gap);
      for (const entry of this.#kept) entry.write();
      for (const entry of entries) entry.write();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rows.rolledBack();
      rollBack(this.#database);
      if (isLocked(error)) return false;
      this.#lose(entries, error);
      return true;
    }
    if (gap === null) return true;
    this.#gaps.push(gap);
    this.#openGap = null;
    this.#kept = [];
    this.#waiting.addFirst(() => this.#tell.onGap(gap));
    return true;
  }

  #lose(entries: readonly Entry[], error: unknown): void {
    const from = this.#openGap?.from ?? entries[0]?.at ?? this.#latest;
    const isNew = this.#openGap === null;
    const reason = this.#openGap?.reason ?? reasonOf(error);
    this.#openGap = { from, to: entries.at(-1)?.at ?? this.#latest, reason };
    if (isRowsFault(error)) {
      this.#kept = [];
    } else {
      for (const entry of entries) {
        if (entry.afterFailure === 'kept' && this.#kept.length < MOST_KEPT) this.#kept.push(entry);
      }
    }
    if (!isNew) return;
    this.#waiting.addFirst(() => this.#tell.onTrouble(reason));
    this.#waiting.addFirst(() => this.#tell.onGap({ from, to: null, reason }));
  }

  /** Leaves one file, unless a reader has it open or the disk is in trouble; it is whole all the same. */
  #fold(): void {
    this.#checkpoints.close();
    // Who kept the last commit out for so long is waited for no more.
    foldLog(this.#database, this.#openGap === null ? FOLD_TRIES : 0);
    try {
      this.#database.close();
    } catch {
      // As above.
    }
  }
}
