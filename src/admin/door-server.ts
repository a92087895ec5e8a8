import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '../listen.js';
import { hostPort, type ListenAddress } from '../listen-address.js';

/** What a door bears of those who come to it. */
export interface DoorLimits {
  /** Bytes of a request's head. */
  readonly head: number;
  /** At once. */
  readonly connections: number;
  /** Milliseconds for a request to come in, and that nothing may happen on a connection. */
  readonly request: number;
}

/** An open door. */
export interface Door {
  /** `http://host:port` as bound. */
  readonly url: string;
  readonly address: AddressInfo;
  /** May be called twice. */
  close(): Promise<void>;
}

/** An HTTP server that lets nobody take more than their share; it does not listen yet. */
export function doorServer(limits: DoorLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.head,
    requestTimeout: limits.request,
    headersTimeout: limits.request,
    keepAliveTimeout: limits.request,
    connectionsCheckingInterval: limits.request / 5,
  });
  // Node would say 417 before anybody has asked who is there.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.maxConnections = limits.connections;
  // Who opens connections and says nothing takes no place from others for long.
  server.setTimeout(limits.request, (socket) => socket.destroy());
  return server;
}

/**
 * Begins to listen.
 *
 * @param flag of the command line that names the address
 * @throws AddressError if the address can't be bound
 */
export async function openDoor(
  server: Server,
  at: ListenAddress,
  flag: `--${string}`,
): Promise<Door> {
  const address = await listen(server, at, flag);
  let closing: Promise<void> | undefined;
  return {
    url: `http://${hostPort(address.address, address.port)}`,
    address,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}
