import type { Clock } from '../../time/clock.js';
import type { BodyBudget } from '../body-budget.js';
import type { Rewriting } from '../rewrite/rewriting.js';
import type { WireSink } from '../wire.js';
import type { Upstream } from './dial.js';
import type { LimitNotices } from './limit-notices.js';
import type { Notices } from './notices.js';
import type { RelayLimits } from './relay-limits.js';
import type { TargetWatch } from './target-watch.js';
import type { WebsocketDoor } from './websocket-door.js';

/** What all connections of a relay share. */
export interface RelayContext extends Upstream {
  /** What desktops speak. */
  readonly scheme: 'http' | 'https';
  readonly keepHost: boolean;
  readonly sink: WireSink;
  readonly limits: RelayLimits;
  readonly clock: Clock;
  readonly limitNotices: LimitNotices;
  readonly targetWatch: TargetWatch;
  /** For the messages of all websockets that are not whole yet. */
  readonly messages: BodyBudget;
  /** Milliseconds that a desktop has to close, once nothing more will be answered. */
  readonly lingerMs: number;
  /** The origin of the address that desktops connect to. */
  readonly listenOrigin: string;
  readonly websockets: WebsocketDoor;
  readonly notices: Notices;
  /** Exchanges origins in bodies; undefined if they pass as they are. */
  readonly rewriting: Rewriting | undefined;
}
