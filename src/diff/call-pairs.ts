import type { References } from './rename/references.js';

/** What is kept of a call of both sides, so that what it caused can be compared. */
export interface CallPair {
  readonly baseline: number;
  readonly candidate: number;
  readonly references: References;
  /** What it is called: `METHOD path operation`, and the same with ids as `{id}`. */
  readonly text: string;
  readonly label: string;
  /** When it was made, in milliseconds since the epoch; null unless latencies are asked for. */
  readonly startedAt: { readonly baseline: number; readonly candidate: number } | null;
}

/** Which calls of both sides belong together, over all sessions. */
export class CallPairs {
  readonly #byBaseline = new Map<number, CallPair>();
  readonly #byCandidate = new Map<number, CallPair>();

  add(pair: CallPair): void {
    this.#byBaseline.set(pair.baseline, pair);
    this.#byCandidate.set(pair.candidate, pair);
  }

  of(side: 'baseline' | 'candidate', call: number | null): CallPair | null {
    if (call === null) return null;
    const pairs = side === 'baseline' ? this.#byBaseline : this.#byCandidate;
    return pairs.get(call) ?? null;
  }
}
