import type { Clock, Instant } from '../../time/clock.js';
import { LatencyHistogram } from '../../time/latency-histogram.js';

export interface BacklogOptions {
  readonly clock: Clock;
  /** Milliseconds that somebody waits for a commit at most. */
  readonly maxHold: number;
  /** Bytes that may wait to be committed. */
  readonly maxQueue: number;
  /** Milliseconds that the store has been at one commit; 0 if it is at none. */
  readonly committingFor: () => number;
  /** The store stalls, or had to lose something; the oldest that waits came at `from`. */
  readonly onLate: (from: Instant) => void;
  /** All that waits is younger than `maxHold` again; the oldest that was not had come at `from`. */
  readonly onPunctual: (from: Instant) => void;
  /** Somebody waited for `maxHold` and was let go, whatever the reason. */
  readonly onEarly: (count: number) => void;
}

/** Of `maxHold`: so long at one commit is a stall. It begins a little after what it commits came. */
const STALLED = 0.8;

/** Somebody who waits. */
interface Hold {
  readonly since: Instant;
  readonly release: () => void;
}

/** What was handed to the store in one go. */
interface Batch {
  /** When its first part came. */
  readonly at: Instant;
  readonly bytes: number;
  /** Parts, each one thing that passed on the wire. */
  readonly parts: number;
  /** Who waits for its commit. */
  waiting: Hold[];
}

/**
 * What the store has not committed yet, and who waits for it: nobody longer than `maxHold`, and nobody at
 * all once nothing was committed for so long. That is a stall if it is the store that takes so long, and a lag if
 * there is much to do, or no processor to do it. While the store moves it may push back (`full`); what
 * comes while too much waits is lost (`overflowing`).
 */
export class Backlog {
  readonly #options: BacklogOptions;
  readonly #batches: Batch[] = [];
  #bytes = 0;
  /** Of the batch that is being filled. */
  #openedAt: Instant | null = null;
  #openWaiting: Hold[] = [];
  #openBytes = 0;
  #openParts = 0;
  #parts = 0;
  /** How long each who waited did so, in milliseconds. */
  readonly holds = new LatencyHistogram();
  #ended = false;
  /** When it committed last, or something came after it had nothing to do. */
  #movedAt: Instant = 0;
  #stands = false;
  #lateSince: Instant | null = null;
  #stopTimer: (() => void) | null = null;
  #onDrained: (() => void)[] = [];

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  /** Bytes that are not committed. */
  get bytes(): number {
    return this.#bytes + this.#openBytes;
  }

  /** What is not committed. */
  get queue(): { readonly events: number; readonly bytes: number } {
    return { events: this.#parts + this.#openParts, bytes: this.bytes };
  }

  /** Since when somebody who should have waited was let go; null if nobody is. */
  get lateSince(): Instant | null {
    return this.#lateSince;
  }

  /** Whether it would be better to read nothing more for now. */
  get full(): boolean {
    return !this.#stands && 2 * this.bytes > this.#options.maxQueue;
  }

  /** Whether nothing more may be handed over. */
  get overflowing(): boolean {
    return this.bytes > this.#options.maxQueue;
  }

  /** Something did not fit and is lost: it is late, however young all that waits may be. */
  lost(): void {
    this.#beLate();
  }

  /** Calls back once, when `full` has ended. */
  whenDrained(callback: () => void): void {
    this.#onDrained.push(callback);
  }

  /** Something was added to the batch that is being filled, which now has so many bytes. */
  added(at: Instant, bytes: number): void {
    this.#openBytes = bytes;
    this.#openParts += 1;
    if (this.#openedAt !== null) return;
    this.#openedAt = at;
    if (this.#batches.length > 0) return;
    this.#movedAt = at;
    if (this.#stopTimer === null && !this.#ended) this.#lookAfter(this.#options.maxHold);
  }

  /** Calls `release` once all that came before is committed, or when it is time. */
  hold(release: () => void): void {
    const batch = this.#openedAt === null ? this.#batches.at(-1) : null;
    if (this.#stands || batch === undefined) {
      if (batch !== undefined && !this.#ended) this.#options.onEarly(1);
      this.holds.add(0);
      release();
      return;
    }
    const hold = { since: this.#options.clock.now(), release };
    (batch === null ? this.#openWaiting : batch.waiting).push(hold);
  }

  /** The batch that was being filled is handed over. */
  handedOver(bytes: number): void {
    const at = this.#openedAt ?? this.#options.clock.now();
    this.#batches.push({ at, bytes, parts: this.#openParts, waiting: this.#openWaiting });
    this.#bytes += bytes;
    this.#parts += this.#openParts;
    this.#openParts = 0;
    this.#openedAt = null;
    this.#openWaiting = [];
    this.#openBytes = 0;
  }

  /** The oldest `count` batches are committed, or known to lie in a gap. */
  committed(count: number): void {
    const done = this.#batches.splice(0, count);
    for (const { bytes, parts } of done) {
      this.#bytes -= bytes;
      this.#parts -= parts;
    }
    this.#movedAt = this.#options.clock.now();
    this.#stands = this.#ended;
    if (this.age < this.#options.maxHold && !this.overflowing) this.#bePunctual();
    if (!this.full) this.#drained();
    this.#letGo(done.flatMap(({ waiting }) => waiting));
  }

  /** Lets everybody go for good; if it is late, `onPunctual` is told all the same, for nobody will be later. */
  end(): void {
    this.#ended = true;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#stands = true;
    this.#drained();
    this.#letGo(this.#takeAll());
    this.#bePunctual();
  }

  /** Milliseconds that the oldest part has waited. */
  get age(): number {
    const oldest = this.#batches[0]?.at ?? this.#openedAt;
    return oldest === null ? 0 : this.#options.clock.now() - oldest;
  }

  #lookAfter(ms: number): void {
    this.#stopTimer = this.#options.clock.after(ms, () => {
      // Where this thread itself was held up, the news of a commit may be waiting just behind.
      setImmediate(() => this.#look());
    });
  }

  #look(): void {
    if (this.#stopTimer === null) return;
    this.#stopTimer = null;
    const { clock, maxHold } = this.#options;
    if (this.#batches.length === 0 && this.#openedAt === null) return;
    const now = clock.now();
    const stalled = this.#options.committingFor() >= STALLED * maxHold;
    if (stalled && this.age >= maxHold) this.#beLate();
    if (now - this.#movedAt >= maxHold) this.#stand();
    const due = this.#batches.filter(
      ({ at, waiting }) => waiting.length > 0 && now - at >= maxHold,
    );
    for (const batch of due) this.#letGoEarly(batch.waiting.splice(0));
    const next = this.#batches.find(({ at }) => now - at < maxHold)?.at ?? now;
    this.#lookAfter(Math.max(1, next + maxHold - now));
  }

  /** The store does not move: nobody waits for it. */
  #stand(): void {
    if (this.#stands) return;
    this.#stands = true;
    this.#drained();
    this.#letGoEarly(this.#takeAll());
  }

  #beLate(): void {
    if (this.#lateSince !== null) return;
    this.#lateSince = this.#options.clock.now() - this.age;
    this.#options.onLate(this.#lateSince);
  }

  #bePunctual(): void {
    const from = this.#lateSince;
    this.#lateSince = null;
    if (from !== null) this.#options.onPunctual(from);
  }

  #takeAll(): Hold[] {
    const waiting = this.#batches.flatMap((batch) => batch.waiting.splice(0));
    return [...waiting, ...this.#openWaiting.splice(0)];
  }

  #letGoEarly(holds: readonly Hold[]): void {
    if (holds.length > 0) this.#options.onEarly(holds.length);
    this.#letGo(holds);
  }

  #drained(): void {
    for (const callback of this.#onDrained.splice(0)) callback();
  }

  /** Calls all; one that throws keeps none of the others waiting. */
  #letGo(holds: readonly Hold[]): void {
    if (holds.length === 0) return;
    const errors: unknown[] = [];
    const now = this.#options.clock.now();
    for (const { since, release } of holds) {
      this.holds.add(now - since);
      try {
        release();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
