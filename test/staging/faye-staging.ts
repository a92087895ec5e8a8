import { createFayeNotifications } from './faye-notifications.js';
import { serveStaging } from './serve-staging.js';
import type { Staging, StagingOptions } from './staging-options.js';

/** Starts the same office with faye as its Bayeux server, which has websocket and callback-polling. */
export function startFayeStaging(options: StagingOptions = {}): Promise<Staging> {
  return serveStaging(options, (httpSessions, onSubscribed, courier) =>
    createFayeNotifications(httpSessions, {
      timeout: options.bayeux?.timeout ?? 30_000,
      onSubscribed,
      courier,
    }),
  );
}
