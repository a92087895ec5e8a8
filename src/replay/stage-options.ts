import type { Overrides } from '../acts/override.js';
import type { ServerEra } from '../bayeux/errors.js';
import type { Rules } from '../rules/rules.js';
import type { Clock } from '../time/clock.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { ChoosePlaces } from './faults/choose-places.js';
import type { FaultRule } from './faults/fault-rule.js';
import type { OnMiss, Repeat } from './passing/miss-options.js';
import type { Renewal } from './renewal.js';

/** How a recording is played. */
export interface StageOptions {
  readonly clock: Clock;
  /** What all that is made anew depends on. */
  readonly seed: number;
  /** Id of the recorded session, or name of the user, that every live session plays; null: each its own. */
  readonly session: string | null;
  /** How many times as fast as recorded; `Infinity`: only the order counts, nothing waits. Default that. */
  readonly speed?: number;
  /** What another desktop's call caused waits for that call. Default false: each plays alone. */
  readonly together?: boolean;
  /** Live sessions that are remembered; default 10,000. Beyond them the one that was idle longest is forgotten. */
  readonly mostSessions?: number;
  /** The stand-in's origin, for requests that don't say how they reached it. */
  readonly origin: () => string;
  /** Told when something begins to wait for its time; what it returns is told when it is over. */
  readonly begin?: () => () => void;
  /** How requests are matched, and what of them is secret; those of Genesys Web Services by default. */
  readonly rules?: Rules;
  /** What a person knows better of what notifications follow. */
  readonly overrides?: Overrides;
  /** References that the server made up are other ones for each live session. Default false. */
  readonly freshReferences?: boolean;
  /** Default `miss`. */
  readonly repeat?: Repeat;
  /** Default `404`. */
  readonly onMiss?: OnMiss;
  /** Asks the target what is missing, where `onMiss` is `passthrough`; returns how to give it up. */
  readonly pass?: (request: LiveRequest, respond: (answer: Answer) => void) => () => void;
  /** In whose words errors are told that the recorded server never told; default CometD 5. */
  readonly era?: ServerEra;
  /** Milliseconds after which a Bayeux session that does not connect is unknown; default null: never. */
  readonly expireAfter?: number | null;
  /** What goes wrong on purpose; default nothing. */
  readonly faults?: readonly FaultRule[];
  /** What decides where; default `seed`. */
  readonly faultSeed?: number;
  /** What went wrong in the recording goes wrong again; default false. */
  readonly actOutages?: boolean;
  /** Chooses the places that a rule hits; another one stands here only in tests of the tests. */
  readonly choose?: ChoosePlaces;
  /** Makes what belongs to a live session; another one stands here only in tests of the tests. */
  readonly renewal?: (seed: number, session: number, copy: number) => Renewal;
}
