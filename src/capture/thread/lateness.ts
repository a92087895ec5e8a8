import type { GapNews } from '../../recording/gap-news.js';
import type { Instant } from '../../time/clock.js';

export interface LatenessOptions {
  readonly maxHold: number;
  readonly maxQueue: number;
  readonly onTrouble: (message: string) => void;
  readonly onNotice: (message: string) => void;
  readonly onGap: (gap: GapNews) => void;
}

/** Of `maxHold`: from so long a lag on the operator is told. */
const LONG_LAG = 4;

/** Counts what the store was too late for, and finds the words for it. */
export class Lateness {
  readonly #options: LatenessOptions;
  /** Exchanges and messages that are missing since it was last in time. */
  #lost = 0;
  #early = 0;
  #lagTold = false;

  constructor(options: LatenessOptions) {
    this.#options = options;
  }

  /** Answers and messages that went on before they were committed. */
  get early(): number {
    return this.#early;
  }

  lost(): void {
    this.#lost += 1;
  }

  /**
   * Somebody was let go before the commit.
   *
   * @param lag milliseconds that the oldest part has waited; null in a stall, which is told of anyhow
   */
  wentEarly(count: number, lag: number | null): void {
    const { maxHold, onNotice } = this.#options;
    this.#early += count;
    // A moment is not worth a word.
    if (lag === null || lag < LONG_LAG * maxHold || this.#lagTold) return;
    this.#lagTold = true;
    onNotice(
      `the recorder lags behind: desktops go on before what they see is committed (--max-hold ${maxHold} ms)`,
    );
  }

  begins(from: Instant): void {
    const { maxHold, maxQueue, onTrouble, onGap } = this.#options;
    const limit = this.#lost > 0 ? `--max-queue ${maxQueue} bytes` : `--max-hold ${maxHold} ms`;
    const reason = `the store does not keep up (${limit})`;
    onGap({ from, to: null, reason });
    onTrouble(reason);
  }

  /** It is in time again: why there is a gap, as the recording tells it. */
  ends(): string {
    const lost = this.#lost;
    this.#lost = 0;
    const missing =
      lost === 0
        ? 'nothing is missing'
        : `${lost} ${lost === 1 ? 'exchange or message is' : 'exchanges or messages are'} missing`;
    return `the store did not keep up, desktops were not held; ${missing}`;
  }
}
