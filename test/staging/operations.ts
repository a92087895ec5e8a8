import type { Medium } from './media.js';

/** Where an interaction stands; `Queued` ones have not reached the agent yet. */
export type State = string;

/** What an operation demands and does. */
export interface Operation {
  readonly from: readonly State[];
  /** Null: the state stays, only the interaction's properties change. */
  readonly to: State | null;
  /** Whether it must name a queue. */
  readonly needsQueue?: boolean;
}

const written: Readonly<Record<string, Operation>> = {
  Accept: { from: ['Invited'], to: 'Processing' },
  Reject: { from: ['Invited'], to: 'Rejected' },
  SetDisposition: { from: ['Processing'], to: null },
  Complete: { from: ['Processing'], to: 'Completed' },
  Transfer: { from: ['Processing'], to: 'Transferred', needsQueue: true },
};

const spoken: Readonly<Record<string, Operation>> = {
  Answer: { from: ['Ringing'], to: 'Established' },
  Hold: { from: ['Established'], to: 'Held' },
  Retrieve: { from: ['Held'], to: 'Established' },
  Hangup: { from: ['Ringing', 'Dialing', 'Established', 'Held'], to: 'Released' },
};

/** The operations that interactions of a medium know, by name. */
export function operationsOf(medium: Medium): ReadonlyMap<string, Operation> {
  return new Map(Object.entries(medium.name === 'voice' ? spoken : written));
}

/** The state in which an interaction reaches an agent. */
export function firstStateOf(medium: Medium): State {
  return medium.name === 'voice' ? 'Ringing' : 'Invited';
}
