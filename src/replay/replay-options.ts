import type { AdminOptions } from '../admin/admin-options.js';
import type { ListenAddress } from '../listen-address.js';
import type { Rules } from '../rules/rules.js';
import type { Clock } from '../time/clock.js';
import type { BayeuxOptions } from './bayeux-options.js';
import type { FaultOptions } from './faults/fault-options.js';
import type { FreshOptions } from './fresh/fresh-options.js';
import type { ScriptOptions } from './overrides/script-options.js';
import type { MissOptions } from './passing/miss-options.js';
import type { Timing } from './timing.js';

export interface ReplayOptions
  extends MissOptions,
    BayeuxOptions,
    ScriptOptions,
    FreshOptions,
    FaultOptions,
    AdminOptions {
  /** Where desktops connect; by default a free port of 127.0.0.1, so that tests never meet. */
  readonly listen?: ListenAddress;
  /** Id of the recorded session, or name of the user, that every desktop plays; by default each its own. */
  readonly session?: string;
  /** What clientIds, cookies and tokens are made from; by default 1. */
  readonly seed?: number;
  /**
   * When things happen; by default `instant`. A number: how many times as fast as recorded. In `recorded` and with a factor
   * fake timers that a test installs move the stand-in; in `instant` and `manual` they don't concern it.
   */
  readonly timing?: Timing;
  /**
   * What another desktop's call caused, such as a copy for a supervisor, waits for that call; by default false: each
   * desktop plays alone, and its own acts release all that it got.
   */
  readonly together?: boolean;
  /** By which things happen, but in `manual`. By default the machine's. */
  readonly clock?: Clock;
}

/** What `replay` has read besides. */
export interface StartOptions extends ReplayOptions {
  /** How requests are matched, and what of them is secret. */
  readonly rules?: Rules;
}
