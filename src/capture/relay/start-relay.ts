import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { AddressError } from '../../errors.js';
import { defaultLimits, type Limits } from '../http1/limits.js';
import type { WireSink } from '../wire.js';
import { Connection } from './connection.js';
import type { RelayContext } from './relay-context.js';
import { WebsocketDoor } from './websocket-door.js';

export interface RelayOptions {
  /** The server that all requests go to: an origin, http. */
  readonly target: URL;
  /** Where desktops connect; port 0 picks a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Leave `Host`, `Origin` and `Referer` as the desktop sent them. */
  readonly keepHost: boolean;
  /** Told of all that passes. */
  readonly sink: WireSink;
  readonly limits?: Partial<Limits>;
  /** Bytes of a websocket's message, as it came and inflated, that are inspected at most; 16 MiB. */
  readonly maxMessage?: number;
  /** Milliseconds that a desktop has to close its side, once nothing more will be answered; 30 s. */
  readonly lingerMs?: number;
}

/** A relay at work. */
export interface Relay {
  /** Where desktops reach it: `http://host:port` as bound. */
  readonly url: string;
  /** Connections of desktops that are open now. */
  open(): { readonly desktops: number; readonly websockets: number };
  /**
   * Stops accepting, and lets all connections go; answers that are held get their bytes once they are
   * released. Exchanges without an answer get no `end`: they stay open. May be called twice.
   */
  close(): Promise<void>;
}

/**
 * Passes the bytes of desktops on to one server and back, and tells a sink what passes.
 *
 * @throws AddressError if the address can't be bound
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const connections = new Map<Socket, Connection>();
  let count = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  server.listen(options.listen);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { host, port } = options.listen;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AddressError(
      `can't listen on ${host}:${port} (${reason}); choose another address with --listen, or port 0 for a free one`,
      `${host}:${port}`,
      { cause: error },
    );
  }
  const url = urlOf(server.address() as AddressInfo);
  const limits = { ...defaultLimits, ...options.limits };
  const context: RelayContext = {
    target: options.target,
    keepHost: options.keepHost,
    sink: options.sink,
    limits,
    maxMessage: options.maxMessage ?? 16 * 1024 * 1024,
    lingerMs: options.lingerMs ?? 30_000,
    listenOrigin: new URL(url).origin,
    websockets: new WebsocketDoor(limits.requestHead),
  };
  server.on('connection', (socket) => {
    connections.set(socket, new Connection(socket, ++count, context));
    socket.once('close', () => connections.delete(socket));
  });

  let closing: Promise<void> | undefined;
  return {
    url,
    open() {
      let websockets = 0;
      for (const { isWebsocket } of connections.values()) if (isWebsocket) websockets += 1;
      return { desktops: connections.size, websockets };
    },
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections.values()) connection.stop();
      });
      return closing;
    },
  };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
