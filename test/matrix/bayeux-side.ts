import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import cometd from 'cometd-nodejs-server';
import faye from 'faye';
import { carryRawJson, RawJson } from '../staging/raw-json.js';

/** The Bayeux side of a server: who is known may subscribe to all but `/secret`, and publish. */
export interface BayeuxSide {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Absent where the server has no websockets. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells all who are subscribed; `data` is JSON text. */
  publish(channel: string, data: string): void;
  close(): void;
}

type Knows = (request: IncomingMessage) => boolean;

/** The official server. What is published goes out as the text it is. */
export function cometdSide(_mount: string, knows: Knows): BayeuxSide {
  const server = cometd.createCometDServer({});
  server.addExtension(carryRawJson);
  server.policy = {
    canHandshake: (_session, _message, callback) =>
      callback(undefined, knows(server.context.request)),
    canSubscribe: (_session, _message, channel, callback) =>
      callback(undefined, channel.name !== '/secret'),
  };
  return {
    handle: (request, response) => server.handle(request, response),
    publish: (channel, data) =>
      server.createServerChannel(channel).publish(null, new RawJson(data)),
    close: () => server.close(),
  };
}

/** faye, as it is: it parses what is published, and writes it anew. */
export function fayeSide(mount: string, knows: Knows): BayeuxSide {
  const adapter = new faye.NodeAdapter({ mount, timeout: 30 });
  adapter.addExtension({
    incoming(message, request, pass) {
      const { channel, subscription } = message;
      const refused = request !== null && channel === '/meta/handshake' && !knows(request);
      if (refused) message.error = '403::Handshake denied';
      if (subscription === '/secret') message.error = '403:/secret:Forbidden channel';
      pass(message);
    },
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
    publish: (channel, data) => void adapter.getClient().publish(channel, JSON.parse(data)),
    close: () => adapter.close(),
  };
}
