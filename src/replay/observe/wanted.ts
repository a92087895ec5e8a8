import type { LiveCall, LiveNotification } from './live-call.js';

/** A text as it is, or what a pattern finds. */
export type TextFilter = string | Pick<RegExp, typeof Symbol.search>;

/** Which calls are meant: those that fit in all that is given, or that a function says yes to. */
export type CallFilter =
  | {
      readonly method?: string;
      /** Request target: the whole of it, with or without its query, or what the pattern finds in it. */
      readonly path?: TextFilter;
      readonly operation?: string;
      /** Text of the body: the whole of it, or what the pattern finds in it. */
      readonly body?: TextFilter;
      /**
       * What the body, as JSON, has at least: each member of an object, with a value that has at least that; a list all its
       * items. A value, or `{json: text}` to say it without loss, as for `push`.
       */
      readonly contains?: unknown;
      readonly user?: string;
    }
  | ((call: LiveCall) => boolean);

/** Which notifications are meant: those that fit in all that is given, or that a function says yes to. */
export type NotificationFilter =
  | {
      readonly channel?: TextFilter;
      readonly messageType?: string;
      readonly notificationType?: string;
      /** Both types are kept: 45 is not "45". */
      readonly referenceId?: number | bigint | string;
      /** What the data has at least; as for a call. */
      readonly contains?: unknown;
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
