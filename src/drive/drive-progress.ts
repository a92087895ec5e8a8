import type { FailedWait } from './perform/failed-wait.js';
import type { Step } from './plan/step.js';

/** How far a drive has come. */
export interface DriveProgress {
  readonly desktops: number;
  /** What desktops do: calls, safe requests and what they ask of the Bayeux server. */
  readonly acts: Share;
  readonly calls: Share;
  readonly notifications: Share;
  readonly failedWaits: number;
  /** Milliseconds since it began. */
  readonly elapsed: number;
}

/** How many of how many. */
export interface Share {
  readonly done: number;
  readonly of: number;
}

/** Failed waits that are kept one by one; of more, the number alone. */
const mostFailedWaits = 10_000;

/** Counts what all desktops do. */
export class Progress {
  #acts = 0;
  #calls = 0;
  #notifications = 0;
  #failed = 0;
  readonly #failedWaits: FailedWait[] = [];
  readonly #onFailed: (wait: FailedWait) => void;

  /** @param onFailed told of each wait that fails, up to `mostFailedWaits` */
  constructor(onFailed: (wait: FailedWait) => void) {
    this.#onFailed = onFailed;
  }

  performed(step: Step): void {
    this.#acts++;
    if (step.kind === 'http' && step.exchange.kind === 'call') this.#calls++;
  }

  notified(): void {
    this.#notifications++;
  }

  failed(wait: FailedWait): void {
    if (this.#failed++ >= mostFailedWaits) return;
    this.#failedWaits.push(wait);
    this.#onFailed(wait);
  }

  get failedWaits(): readonly FailedWait[] {
    return this.#failedWaits;
  }

  /** @param of what there is to be done */
  counts(of: { readonly acts: number; readonly calls: number; readonly notifications: number }) {
    return {
      acts: { done: this.#acts, of: of.acts },
      calls: { done: this.#calls, of: of.calls },
      notifications: { done: this.#notifications, of: of.notifications },
      failedWaits: this.#failed,
    };
  }
}
