import { createCometdNotifications } from './cometd-notifications.js';
import { serveStaging } from './serve-staging.js';
import type { Staging, StagingOptions } from './staging-options.js';

export type { Staging, StagingOptions } from './staging-options.js';

/**
 * Starts a contact-centre server like GWS, on the official CometD server: agents `a1` and `a2`, the
 * same with telephones `m1` and `m2`, and supervisor `s1`.
 */
export function startStaging(options: StagingOptions = {}): Promise<Staging> {
  return serveStaging(options, (httpSessions, onSubscribed, courier) =>
    createCometdNotifications(httpSessions, {
      bayeux: options.bayeux ?? {},
      ack: options.ack ?? false,
      onSubscribed,
      courier,
    }),
  );
}
