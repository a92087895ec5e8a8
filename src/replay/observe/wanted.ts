import type { LiveCall, LiveNotification } from './live-call.js';

/** Which calls are meant: those that fit in all that is given, or that a function says yes to. */
export type CallFilter =
  | {
      readonly method?: string;
      /** Request target: the whole of it, with or without its query, or what the pattern finds in it. */
      readonly path?: string | RegExp;
      readonly operation?: string;
      readonly user?: string;
    }
  | ((call: LiveCall) => boolean);

/** Which notifications are meant: those that fit in all that is given, or that a function says yes to. */
export type NotificationFilter =
  | {
      readonly channel?: string | RegExp;
      readonly messageType?: string;
      readonly notificationType?: string;
      /** Both types are kept: 45 is not "45". */
      readonly referenceId?: number | string;
      readonly user?: string;
    }
  | ((notification: LiveNotification) => boolean);

/** How long to wait. */
export interface WaitOptions {
  /** Milliseconds of real time, whatever fake timers say; by default 5,000. */
  readonly timeout?: number;
  /** Ends the waiting: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
