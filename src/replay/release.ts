import type { Consequence } from '../acts/act.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { Echo } from './echo.js';
import type { Fate } from './faults/fate.js';
import type { LiveCall } from './observe/live-call.js';

/**
 * It awaits the call of another desktop, then its turn among all that this call caused, then its time; it
 * waits for a subscription or a Bayeux session; it is queued, then sent; or it never will be.
 */
type ReleaseState =
  | 'awaits-call'
  | 'awaits-turn'
  | 'awaits-time'
  | 'waiting'
  | 'queued'
  | 'sent'
  | 'dropped'
  | 'failed';

/** What an act has set free, or a test has pushed, and how far it got. */
export class Release {
  /** How many the live session released before it. */
  place: number;
  readonly consequence: Consequence;
  /** JSON text of the `data` of what was pushed; null if it was recorded. */
  readonly pushed: string | null;
  echoes: readonly Echo[];
  /** The live call that set it free. */
  cause: LiveCall | null;
  /** Bayeux sessions that have it, or for which it is queued. */
  takers = 0;
  /** What goes wrong with it on purpose; null: nothing. */
  fate: Fate | null = null;
  /** Why it failed. */
  fault: string | null = null;
  /** Told of each change of `state`. */
  changed: () => void = () => {};
  /** Told of the message as the desktop gets it, when it is queued. */
  worded: (text: string) => void = () => {};
  #state: ReleaseState;

  constructor(
    place: number,
    consequence: Consequence,
    state: ReleaseState,
    echoes: readonly Echo[] = [],
    cause: LiveCall | null = null,
    pushed: string | null = null,
  ) {
    this.place = place;
    this.consequence = consequence;
    this.#state = state;
    this.echoes = echoes;
    this.cause = cause;
    this.pushed = pushed;
  }

  get state(): ReleaseState {
    return this.#state;
  }

  set state(state: ReleaseState) {
    this.#state = state;
    this.changed();
  }

  /** Nobody ever gets it. */
  fail(fault: string): void {
    this.fault = fault;
    this.state = 'failed';
  }
}

/** One Bayeux session of a live session. */
export interface LiveTab {
  readonly client: BayeuxClient;
  /** Which of the recorded session's Bayeux sessions it plays. */
  readonly tab: number;
  /** Which handshake of the live session made it, counted from 1. */
  readonly handshake: number;
}
