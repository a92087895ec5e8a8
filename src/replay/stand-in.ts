import type { Admin } from '../admin/admin-options.js';
import type { ChosenCast } from './cast-queue.js';
import type { FaultRule } from './faults/fault-rule.js';
import type { InjectedFault } from './faults/injected-fault.js';
import type { Miss } from './matching/miss.js';
import type { LiveCall, LiveNotification } from './observe/live-call.js';
import type { AtDesktop, StandInObserver } from './observe/observer.js';
import type { PushedNotification } from './observe/pushed-notification.js';
import type { CallFilter, NotificationFilter, WaitOptions } from './observe/wanted.js';
import type { ReplayReport } from './replay-report.js';
import type { RecordedCall } from './script/repertoire.js';

/** A stand-in at work. */
export interface StandIn {
  /** Where desktops reach it. */
  readonly url: string;
  /** The recording that it plays. */
  readonly file: string;
  /** Where a program in any language can do what is below; null unless `admin` was given. */
  readonly admin: Admin | null;
  /** Requests for which the recording had no answer so far, in order. */
  readonly misses: readonly Miss[];
  /** What went wrong on purpose so far, in order; the first 10,000 things. */
  readonly faults: readonly InjectedFault[];
  /** Recorded calls that no desktop has made so far. It reads all of the recording. */
  readonly unplayed: readonly RecordedCall[];
  /** The calls of live desktops, in order of arrival: the latest 10,000, in all at most 64 MiB of bodies. */
  readonly calls: readonly LiveCall[];
  /**
   * Tells of all that happens from now on, while it happens.
   *
   * @returns ends it
   */
  observe(observer: StandInObserver): () => void;
  /** Live sessions that are remembered; the one that was idle longest comes first. */
  readonly liveSessions: readonly AtDesktop[];
  /** What `castNext` chose for desktops that are still to come. */
  readonly chosen: readonly ChosenCast[];
  /**
   * Chooses what the next live session plays, once: of that user, or of whoever comes next. What was chosen first is played
   * first; after that each plays what it would have played anyway.
   *
   * @param session id of a recorded session, or name of a user, whose recorded sessions are chosen in turn
   * @returns what that came to
   * @throws UsageError if the recording has neither
   */
  castNext(session: string | number, to?: { readonly user?: string }): ChosenCast;
  /** Forgets what `castNext` chose and nobody plays yet. */
  forgetChosen(): void;
  /** What was played so far, and what was not. */
  report(): ReplayReport;
  /**
   * Reads all of the recording that was not needed yet, a session at a time, while desktops are answered. Without it, each
   * session is read when it is first played, and damage to it is told to who asks (500).
   *
   * @throws RecordingError if the recording is damaged
   */
  readAhead(): Promise<void>;
  /**
   * Moves time on. What becomes due meanwhile happens in order, each thing at its time, connects that have been held long
   * enough included; resolves when it has left the stand-in.
   *
   * @param ms milliseconds, 0 or more
   * @throws UsageError if `timing` is not `manual`
   */
  advance(ms: number): Promise<void>;
  /**
   * Lets all happen now that waits for its time, in order, whatever `timing` is; resolves when it has left. Time does not
   * move: held connects stay held, unless there is something to say now.
   */
  flush(): Promise<void>;
  /**
   * Goes on with that until something has settled that takes answers which wait for their time, such as a desktop's log-in.
   *
   * @returns what that came to
   */
  flush<T>(during: PromiseLike<T>): Promise<T>;
  /**
   * Resolves when nothing is going on and nothing more will happen by itself: no request is being received or answered (a
   * connect that is held because there is nothing to say does not count), nothing waits for its time (in `manual` that
   * counts for nothing, since time stands still), and what was said has left. In `recorded` under fake timers it waits
   * until they are moved.
   */
  untilIdle(): Promise<void>;
  /**
   * Resolves with the first call that fits, in order of arrival, when it has arrived: at once for one that was there
   * already. Its answer may have to wait for its time yet (`status`).
   *
   * @throws WaitError if none came in time, or the stand-in is closed or reset first
   */
  waitFor(what: { readonly call: CallFilter }, options?: WaitOptions): Promise<LiveCall>;
  /**
   * Resolves with the first notification that fits when it has been sent to a desktop; at once for one that was sent
   * already.
   *
   * @throws WaitError if none came in time, or the stand-in is closed or reset first
   */
  waitFor(
    what: { readonly notification: NotificationFilter },
    options?: WaitOptions,
  ): Promise<LiveNotification>;
  /**
   * Sends a notification that was not recorded to all live desktops, or to those of a user, after what was queued for them
   * before. A desktop that is not subscribed to its channel yet, or has no Bayeux session, gets it when it is; one that has
   * not come yet never does. Like the recorded ones it comes to each Bayeux session (tab) that is subscribed.
   *
   * @returns to how many desktops it went or will go
   * @throws UsageError if it is no notification
   */
  push(notification: PushedNotification, to?: { readonly user?: string }): number;
  /**
   * Lets other things go wrong from now on, in place of what the rules until now had still to come; none: nothing.
   *
   * @param seed what decides which places are hit; by default the one until now
   * @throws UsageError if one is no rule
   */
  inject(faults: readonly FaultRule[], how?: { readonly seed?: number }): void;
  /**
   * Makes it as newly started, with the faults that it had at its start: live sessions, misses and calls are forgotten, held connects are let go, websockets closed.
   * The address stays.
   */
  reset(): Promise<void>;
  /** Lets held requests go, ends all connections, then writes the `report`; may be called twice. */
  close(): Promise<void>;
  /** Resolves when it is closed, by whoever; what failed meanwhile `close` tells. */
  readonly closed: Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
