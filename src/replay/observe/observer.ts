import type { Miss } from '../matching/miss.js';
import type { LiveCall, LiveNotification } from './live-call.js';

/** Whose desktop something happened at; as in `LiveCall`. */
export type AtDesktop = Pick<LiveCall, 'user' | 'session' | 'copy'>;

/** Who is told what happens at a stand-in while it happens. It must neither throw nor take long: desktops wait. */
export interface StandInObserver {
  /** A call has arrived, or something of it has become known; the same object each time. */
  call(call: LiveCall): void;
  /** A notification was set free or pushed, or its state has changed; the same object each time. */
  notification(notification: LiveNotification): void;
  /** A request that is no call, or a publish, had no recorded answer. */
  missed(miss: Miss, at: AtDesktop): void;
  /** All that was told is forgotten. */
  reset(): void;
}
