import type { Link } from '../recording/exchange.js';

/** What a person said of one notification, found in the recording. */
export interface Override {
  /** The call that it is linked with; null: none; absent: as it was found. */
  readonly link?: Link | null;
  /** What of its own session it follows, by place in wire order; `start`: nothing; absent: as its link says. */
  readonly after?: number | 'start';
  readonly delay: number | null;
  readonly drop: boolean;
}

/** Looks up what a person said of a notification, by message id; null if nothing. */
export type Overrides = (notification: number) => Override | null;

export const noOverrides: Overrides = () => null;
