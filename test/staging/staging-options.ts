import type { Options as BayeuxOptions } from 'cometd-nodejs-server';
import type { HtmlAnswer } from './load-balancer.js';
import type { Plant } from './plant.js';
import type { VersionName } from './versions.js';

/** How a staging server behaves; everything is optional. */
export interface StagingOptions {
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Certificate and key, PEM: it speaks https. Default http. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** The release it acts as; see the table at `versions`. Default 8.5.202. */
  readonly version?: VersionName;
  /** Demand CSRF tokens. Default false. */
  readonly csrf?: boolean;
  /** Set a load balancer's sticky cookie, AWSELB. Default false. */
  readonly stickyCookie?: boolean;
  /** What the load balancer answers itself, with HTML. Default nothing. */
  readonly html?: readonly HtmlAnswer[];
  /** Size in bytes from which answers are compressed for who takes gzip; null: never. Default 512. */
  readonly gzipOver?: number | null;
  /** Operations on interactions whose notification comes before their answer. Default none. */
  readonly notificationFirst?: readonly string[];
  /** Operations that are answered with an empty body instead of `{"statusCode":0}`. Default none. */
  readonly emptyAnswers?: readonly string[];
  /** Name the reference in notifications about workbins, which the sample does not. Default false. */
  readonly bulkReferences?: boolean;
  /** Answer `GET /me/tweets/{id}` with the vendor's sample as printed, which is no JSON. Default false. */
  readonly printedSample?: boolean;
  /** Where each agent's counter of references begins. Default 12. */
  readonly firstReference?: number;
  /** How many series further on the ids of interactions are than in the vendor's sample, as on another server. Default 0. */
  readonly idOffset?: number;
  /** How far the ids of contacts are from those in the sample. Default 0. */
  readonly contactOffset?: number;
  /** One thing that the server says otherwise. Default nothing. */
  readonly plant?: Plant;
  /** `receivedDate` in notifications. Default: as in the vendor's sample. */
  readonly receivedDate?: string;
  /** The same in the supervisor's copies. Default: the same date. */
  readonly copyReceivedDate?: string;
  /** Offer CometD's extension for acknowledged messages. Default false; the faye server has none. */
  readonly ack?: boolean;
  /**
   * Handed to the CometD server: `timeout`, `interval`, `maxInterval`, … in milliseconds. The faye
   * server takes `timeout` alone.
   */
  readonly bayeux?: BayeuxOptions;
}

/** A running staging server. */
export interface Staging {
  /** Without a slash at the end. */
  readonly url: string;
  /**
   * Forgets the Bayeux sessions of a user, as after a network failure: their next request is
   * refused and told to handshake again.
   */
  expire(userName: string): void;
  /** Resolves once all calls are answered, and what follows them is on its way. */
  settled(): Promise<void>;
  /** How many notifications were sent to a user's desktops. */
  sent(userName: string): number;
  /** How often the plant was taken. */
  readonly planted: number;
  /** Lets held requests go and ends all connections. May be called twice. */
  close(): Promise<void>;
}
