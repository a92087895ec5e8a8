import type { Instant } from '../../time/clock.js';
import { Column, float64, uint8, uint32 } from './column.js';

/**
 * What happens, in the order in which it is likely where times don't tell two events apart: a request is often what the
 * answer before it brought about, and no answer comes within a millisecond.
 */
export const EVENT = {
  /** An answer ends, or an exchange fails, that began earlier; or a frame passes. */
  ends: 1,
  begins: 2,
  /** The same of what began within the same millisecond. */
  endsAtOnce: 3,
} as const;

/** Stands for an event without a place in wire order. */
const NO_SEQ = -1;

/** One thing that happened, by the places of its text in the file. */
export interface HarEvent {
  readonly at: Instant;
  readonly entry: number;
  readonly what: 'begins' | 'frame' | 'ends';
  /** Of a frame: where it stands. */
  readonly offset: number;
  readonly length: number;
}

const WHATS = ['begins', 'frame', 'ends'] as const;

/** All events of a file in a few numbers each. */
export class EventIndex {
  readonly #at = new Column(float64);
  readonly #seq = new Column(float64);
  readonly #entry = new Column(uint32);
  readonly #rank = new Column(uint8);
  readonly #what = new Column(uint8);
  readonly #offset = new Column(float64);
  readonly #length = new Column(uint32);

  get size(): number {
    return this.#at.length;
  }

  add(event: HarEvent, rank: number, seq: number | null): void {
    this.#at.push(event.at);
    this.#seq.push(seq ?? NO_SEQ);
    this.#entry.push(event.entry);
    this.#rank.push(rank);
    this.#what.push(WHATS.indexOf(event.what));
    this.#offset.push(event.offset);
    this.#length.push(event.length);
  }

  /** Forgets all events from that one on. */
  cutTo(size: number): void {
    for (const column of [this.#at, this.#seq, this.#entry, this.#rank, this.#what]) {
      column.cutTo(size);
    }
    this.#offset.cutTo(size);
    this.#length.cutTo(size);
  }

  timeOf(index: number): Instant {
    return this.#at.at(index);
  }

  /** Says at last when an event happened. */
  settle(index: number, at: Instant, rank: number): void {
    this.#at.set(index, at);
    this.#rank.set(index, rank);
  }

  event(index: number): HarEvent {
    return {
      at: this.#at.at(index),
      entry: this.#entry.at(index),
      what: WHATS[this.#what.at(index)] ?? 'begins',
      offset: this.#offset.at(index),
      length: this.#length.at(index),
    };
  }

  /**
   * The events of some entries in wire order: by the places that a HAR of our own tells, if it tells all, else by time.
   * Where times are told in whole milliseconds, as browsers do, what falls into one is ordered by what is likely.
   *
   * @param wanted whether an entry counts
   */
  inOrder(wanted: (entry: number) => boolean, isFine: boolean): Uint32Array {
    const all = Uint32Array.from({ length: this.size }, (_, index) => index);
    const order = all.filter((index) => wanted(this.#entry.at(index)));
    const isTold = order.every((index) => this.#seq.at(index) !== NO_SEQ);
    const timeOf = (index: number): number => {
      const at = this.#at.at(index);
      return isFine ? at : Math.floor(at);
    };
    const byTime = (one: number, other: number): number =>
      timeOf(one) - timeOf(other) ||
      this.#rank.at(one) - this.#rank.at(other) ||
      this.#at.at(one) - this.#at.at(other) ||
      one - other;
    const bySeq = (one: number, other: number): number =>
      this.#seq.at(one) - this.#seq.at(other) || byTime(one, other);
    return order.sort(isTold ? bySeq : byTime);
  }
}
