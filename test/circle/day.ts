import type { ClientTransport, ClientVersion } from '../desktops/bayeux-client.js';
import type { MediumName } from '../staging/media.js';
import type { StagingOptions } from '../staging/staging-options.js';
import type { VersionName } from '../staging/versions.js';

/** All that happens at an office: drawn from a seed, and played as often as one likes. */
export interface Day {
  readonly seed: number;
  readonly server: 'cometd' | 'faye';
  readonly version: VersionName;
  readonly staging: StagingOptions;
  /** Calls that a load balancer answers once with HTML. */
  readonly html: readonly { readonly item: Item; readonly operation: string }[];
  /** One after the other; whoever is in two logs in twice. */
  readonly shifts: readonly Shift[];
}

export interface Shift {
  /** In the order in which they log in, and leave. */
  readonly people: readonly Person[];
  readonly rounds: readonly Round[];
}

/** Somebody at a desktop. */
export interface Person {
  readonly user: string;
  readonly client: ClientVersion;
  readonly transport: ClientTransport;
  readonly ack: boolean;
  /** What they subscribe to. */
  readonly channels: readonly string[];
  /** The media they work on beside tweets; null for who only watches. */
  readonly media: readonly MediumName[] | null;
  /** They start work before they subscribe. */
  readonly startsFirst: boolean;
  /** They have a second tab. */
  readonly tab: boolean;
}

export interface Round {
  /** What they do at once, each one thing after the other. */
  readonly together: readonly { readonly user: string; readonly acts: readonly Act[] }[];
  /** What is done while all others wait: what others see of it has no other order. */
  readonly alone: readonly { readonly user: string; readonly act: Act }[];
}

/** The n-th interaction of an agent, who may have passed it on. */
export interface Item {
  readonly owner: string;
  readonly medium: MediumName;
  readonly number: number;
}

export type Act =
  | {
      readonly kind: 'call';
      /** Below `/api/v2`; with an item, its collection. */
      readonly path: string;
      readonly item: Item | null;
      readonly body: Readonly<Record<string, unknown>>;
      /** In the second tab. */
      readonly inTab: boolean;
    }
  | {
      readonly kind: 'look';
      readonly path: string;
      readonly item: Item | null;
      /** How often, one after the other. */
      readonly times: number;
    }
  /** The server forgets the Bayeux session; the client shakes hands and subscribes again. */
  | { readonly kind: 'expire' };
