import type { Conversation } from './bayeux-stage.js';
import type { CastQueue } from './cast-queue.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { Delivery } from './faults/delivery.js';
import type { FaultRule } from './faults/fault-rule.js';
import type { InjectedFault } from './faults/injected-fault.js';
import type { Miss } from './matching/miss.js';
import type { LiveBook } from './observe/live-book.js';
import type { AtDesktop } from './observe/observer.js';
import type { ReplayReport } from './replay-report.js';

/** The stand-in without its sockets: whole requests come in, answers go out. */
export interface Stage {
  /**
   * Takes a request; `respond` is called once, at once or later.
   * @returns how to forget a request that waits, because its connection is gone; null if none waits
   */
  handle(request: LiveRequest, respond: (answer: Answer) => void): (() => void) | null;
  /** Takes a websocket; `send` sends a message on it. Null if none can be opened with that request. */
  converse(
    request: LiveRequest,
    send: (text: string, delivery?: Delivery) => void,
  ): Conversation | null;
  report(): ReplayReport;
  readonly misses: readonly Miss[];
  /** What went wrong on purpose; the first of it. */
  readonly faults: readonly InjectedFault[];
  /** What live desktops asked and got. */
  readonly book: LiveBook;
  /** Lets all happen now that waits for its time. */
  flush(): void;
  /**
   * Sends a notification that was not recorded to all live desktops, or to those of a user.
   *
   * @param data JSON text
   * @returns to how many desktops it went or will go
   */
  push(channel: string, data: string, user: string | null): number;
  /**
   * Lets other things go wrong from now on.
   *
   * @throws UsageError if one is no rule
   */
  inject(rules: readonly FaultRule[], seed?: number): void;
  /** What was chosen for desktops that are still to come. */
  readonly chosen: CastQueue;
  /** Those that are remembered; the one that was idle longest comes first. */
  liveSessions(): readonly AtDesktop[];
  /** Reads what has not been read of the recording yet; whoever goes through it decides when it goes on. */
  readAhead(): Iterable<unknown>;
  /** Answers all that wait, and calls off what is still to come. */
  close(): void;
}
