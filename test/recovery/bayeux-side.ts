import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import cometd from 'cometd-nodejs-server';
import type AckExtension from 'cometd-nodejs-server/ack-extension.js';
import faye from 'faye';
import { room } from './room.js';

// CommonJS whose names Node does not find: an ordinary import fails outside of bundlers.
const { AcknowledgedMessagesExtension } = createRequire(import.meta.url)(
  'cometd-nodejs-server/ack-extension.js',
) as typeof AckExtension;

/** The Bayeux side of a server. */
export interface BayeuxSide {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Absent where the server has no websockets. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells all who are subscribed to the room; resolves once it is on its way. */
  publish(data: object): Promise<void>;
  /** Forgets whoever is subscribed to the room, as if they had not connected for too long. */
  expire(): void;
  close(): void;
}

/** What the server's own sweeper calls; `disconnect()` would tell the client, which then stays away. */
interface Sweeping {
  _removeServerSession(session: cometd.ServerSession, timeout: boolean): void;
}

/** The official server, with its extension for acknowledged messages; it uses it with clients that do. */
export function cometdSide(): BayeuxSide {
  const server = cometd.createCometDServer({});
  server.addExtension(new AcknowledgedMessagesExtension());
  return {
    handle: (request, response) => server.handle(request, response),
    async publish(data) {
      server.createServerChannel(room).publish(null, data);
    },
    expire() {
      for (const session of server.getServerChannel(room).subscribers) {
        (server as unknown as Sweeping)._removeServerSession(session, true);
        // A connect that it still holds would be answered when its time is over.
        (session as unknown as { _flush(): void })._flush();
      }
    },
    close: () => server.close(),
  };
}

/** What faye's own timer calls. */
interface Destroying {
  readonly _server: { readonly _engine: { destroyClient(clientId: string): void } };
  on(event: 'subscribe', listener: (clientId: string, channel: string) => void): void;
}

/** faye, as it is. */
export function fayeSide(mount: string): BayeuxSide {
  const adapter = new faye.NodeAdapter({ mount, timeout: 30 });
  const inner = adapter as unknown as Destroying;
  const listeners = new Set<string>();
  inner.on('subscribe', (clientId, channel) => {
    if (channel === room) listeners.add(clientId);
  });
  return {
    handle(request, response) {
      // It answers 400 to a request that breaks off, also when the answer is out, and throws then.
      request.on('error', () => {
        if (response.headersSent) response.writeHead = () => response;
      });
      adapter.handle(request, response);
    },
    upgrade: (request, socket, head) => adapter.handleUpgrade(request, socket, head),
    async publish(data) {
      await adapter.getClient().publish(room, data);
    },
    expire() {
      for (const each of listeners) inner._server._engine.destroyClient(each);
      listeners.clear();
    },
    close: () => adapter.close(),
  };
}
