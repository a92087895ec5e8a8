import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { Echo } from './echo.js';
import type { Consequence } from './script/script.js';

/** What an act has set free, and how far it got. */
export interface Release {
  /** How many the live session released before it. */
  readonly place: number;
  readonly consequence: Consequence;
  echoes: readonly Echo[];
  /**
   * It awaits the call of another desktop, then its turn among all that this call caused, then its time; it
   * waits for a subscription or a Bayeux session; it is queued, then sent; or it never will be.
   */
  state:
    | 'awaits-call'
    | 'awaits-turn'
    | 'awaits-time'
    | 'waiting'
    | 'queued'
    | 'sent'
    | 'dropped'
    | 'failed';
  /** Why it failed. */
  fault: string | null;
}

/** One Bayeux session of a live session. */
export interface LiveTab {
  readonly client: BayeuxClient;
  /** Which of the recorded session's Bayeux sessions it plays. */
  readonly tab: number;
  /** Which handshake of the live session made it, counted from 1. */
  readonly handshake: number;
}
