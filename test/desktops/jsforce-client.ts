import { createRequire } from 'node:module';
import type { Client } from 'faye';
import type { BayeuxClient, BayeuxClientOptions } from './bayeux-client.js';
import { workWith } from './faye-client.js';

// Its own types declare a module `faye` that contradicts ours.
const { Connection } = createRequire(import.meta.url)('jsforce') as {
  readonly Connection: new (options: {
    readonly instanceUrl: string;
    readonly version: string;
    readonly accessToken: string;
  }) => { readonly streaming: { createClient(extensions: readonly []): Client } };
};

/** The path at which jsforce looks for CometD; it takes no other. */
export const jsforceEndpoint = '/cometd/64.0';

/**
 * jsforce's streaming client: faye's, which goes by an access token and sends each message alone. The
 * token is that of the `Authorization` header among the options.
 */
export function createJsforceClient(options: BayeuxClientOptions): BayeuxClient {
  const { origin, pathname } = new URL(options.url);
  const { Authorization: authorization, ...headers } = options.headers;
  const connection = new Connection({
    instanceUrl: origin,
    version: pathname.slice(pathname.lastIndexOf('/') + 1),
    accessToken: authorization?.replace(/^OAuth /, '') ?? 'none',
  });
  return workWith(connection.streaming.createClient([]), { ...options, headers });
}
