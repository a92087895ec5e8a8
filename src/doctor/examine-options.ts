import type { TlsOptions } from '../capture/tls/tls-options.js';
import type { ListenAddress } from '../listen-address.js';
import type { Durability } from '../recording/durability.js';
import type { Check } from './check.js';

/** What is looked at; what is not said is as `record` has it. */
export interface ExamineOptions extends TlsOptions {
  /** Origin of the real server; without it only this machine is looked at. */
  readonly target?: string;
  /** Where desktops are to connect. */
  readonly listen?: ListenAddress;
  /** The recording's file. */
  readonly output?: string;
  /** Names of rules files. */
  readonly rules?: readonly string[];
  readonly rewriteOrigin?: boolean;
  readonly durability?: Durability;
  readonly maxConnections?: number;
  /** Milliseconds. */
  readonly maxHold?: number;
  /** Milliseconds for a connection to the target, and for its name. */
  readonly connectTimeout?: number;
  /** Milliseconds for a whole answer of the target; by default 10,000. */
  readonly timeout?: number;
  /** Path of the CometD endpoint; by default the usual ones are tried. */
  readonly cometd?: string;
  /** Value of an `Authorization` header: the target is asked as whoever it names. */
  readonly authorization?: string;
  /** Told of each check as soon as it is done. */
  readonly onCheck?: (check: Check) => void;
}
