import type { Clock, Instant } from '../../time/clock.js';
import type { Late } from './inflow.js';

/** Milliseconds in which the operator hears of one limit only once: who is hostile shall not fill the screen. */
const PAUSE = 60_000;

/** Tells the operator that a limit was reached, of each limit at most once a minute. */
export class LimitNotices {
  readonly #told = new Map<string, Instant>();

  constructor(
    private readonly clock: Clock,
    private readonly onNotice: (message: string) => void,
  ) {}

  noRoom(reason: string): void {
    this.#reached('connections', `a desktop was turned away: ${reason}`);
  }

  /** A request was refused; only a limit (431) is told of. */
  refused(status: number, reason: string): void {
    if (status === 431) this.#reached('head', `a request was refused: ${reason}`);
  }

  /** An answer could not be read. */
  answerCut(reason: string): void {
    this.#reached('answer', `an answer was cut: ${reason}`);
  }

  late(what: Late): void {
    if (what === 'head') this.#reached(what, 'a request was refused: its head came too slowly');
    if (what === 'body') this.#reached(what, 'a request was cut: its body did not go on');
  }

  #reached(limit: string, message: string): void {
    const now = this.clock.now();
    const last = this.#told.get(limit);
    if (last !== undefined && now - last < PAUSE) return;
    this.#told.set(limit, now);
    this.onNotice(message);
  }
}
