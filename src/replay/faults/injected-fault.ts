import type { FaultKind } from './fault-rule.js';

/** Where in the recording something went wrong on purpose. */
export interface FaultPlace {
  /** Which act of the recorded session it belongs to, counted from 1; 0: none came before it. */
  readonly act: number;
  /** Exchange id of the call or safe request, or of the call that the notification follows; null if there is none. */
  readonly exchange: number | null;
  /** Message id; null if it is about no notification. */
  readonly notification: number | null;
}

/** Something that went wrong on purpose. */
export interface InjectedFault {
  /** The rule, as the command line has it; null for what was recorded (`actOutages`). */
  readonly rule: string | null;
  readonly kind: FaultKind;
  /** As in `LiveCall`: the desktop that it befell. */
  readonly user: string | null;
  readonly session: number | null;
  readonly copy: number;
  readonly place: FaultPlace;
}
