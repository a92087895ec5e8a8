import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ManualClock } from '../../../src/time/manual-clock.js';
import type { Chance } from '../../e2e/kills/chance.js';

/** Of the event loop: a hundred times what a replay takes. */
const mostTurns = 200_000;

/** One way for bytes; pieces go out in order, some of them at once. */
export interface Lane {
  add(pieces: readonly Buffer[]): void;
}

/**
 * Decides what goes out next, of whom, and how time passes: all by chance that can be had again, and
 * without waiting for any clock of the machine.
 */
export class Pump {
  readonly #lanes = new Map<(bytes: Buffer) => void, Buffer[]>();
  readonly #chance: Chance;
  readonly #clock: ManualClock;
  /** Null: all goes out at once, in the order in which it came. */
  readonly #luck: boolean;

  constructor(chance: Chance, clock: ManualClock, luck: boolean) {
    this.#chance = chance;
    this.#clock = clock;
    this.#luck = luck;
  }

  lane(write: (bytes: Buffer) => void): Lane {
    return {
      add: (pieces) => {
        const waiting = this.#lanes.get(write) ?? [];
        waiting.push(...pieces);
        this.#lanes.set(write, waiting);
      },
    };
  }

  /** Cuts bytes into pieces. */
  pieces(bytes: Buffer): readonly Buffer[] {
    if (!this.#luck || this.#chance.below(2) === 0) return [bytes];
    const cuts = Array.from({ length: this.#chance.magnitude(12) }, () =>
      this.#chance.below(bytes.length),
    ).sort((a, b) => a - b);
    return [0, ...cuts].map((from, at) => bytes.subarray(from, cuts[at] ?? bytes.length));
  }

  /** Waits for so many turns of the event loop. */
  async turns(count: number): Promise<void> {
    for (let left = count; left > 0; left--) await nextTurn();
  }

  /** Goes on until it is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = (): void => {
      done = true;
    };
    work.then(end, end);
    for (let idle = 0, turn = 0; !done; turn++) {
      if (turn > mostTurns) throw new Error('a replay does not come to its end');
      const wrote = this.#write();
      idle = wrote ? 0 : idle + 1;
      if (idle > 6) this.#clock.advance([1, 10, 100, 60_000][this.#chance.below(4)] ?? 1);
      else if (this.#luck && this.#chance.below(6) === 0) {
        this.#clock.advance(this.#chance.below(30));
      }
      await nextTurn();
    }
    return work;
  }

  #write(): boolean {
    const ready = [...this.#lanes];
    for (const [write, pieces] of ready) {
      if (this.#luck && ready.length > 1 && this.#chance.below(2) === 0) continue;
      const count = this.#luck ? 1 + this.#chance.below(pieces.length) : pieces.length;
      write(Buffer.concat(pieces.splice(0, count)));
      if (pieces.length === 0) this.#lanes.delete(write);
    }
    return ready.length > 0;
  }
}
