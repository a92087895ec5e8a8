import { connect, isIP, type Socket } from 'node:net';
import { type SecureContext, TLSSocket, connect as tlsConnect } from 'node:tls';
import { carriedBy } from './reset-connection.js';
import { targetAddress } from './target-address.js';

/** How a server that speaks https is trusted. */
export interface Trust {
  /** Holds the roots that are trusted. */
  readonly context: SecureContext;
  /** Whether its certificate must be signed by one of them, and name it (RFC 9110 §4.3.4). */
  readonly verify: boolean;
}

/** The one server that all connections go to. */
export interface Upstream {
  readonly target: URL;
  /** Needed where the target is https. */
  readonly trust?: Trust | undefined;
}

/**
 * Connects to the target, with TLS where it speaks https. What is written meanwhile waits; nothing of it
 * is sent before the certificate was found good. Whoever dials sets how long that may take.
 */
export function dial({ target, trust }: Upstream): Socket {
  const { host, port } = targetAddress(target);
  const carrier = connect({ host, port, allowHalfOpen: true, noDelay: true });
  if (target.protocol !== 'https:') return carrier;
  if (trust === undefined) throw new TypeError('an https target needs roots to trust');
  // Half-open as its carrier is.
  const socket = tlsConnect({
    socket: carrier,
    host,
    // RFC 6066 §3: literal addresses are no server names.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
    secureContext: trust.context,
    rejectUnauthorized: trust.verify,
  });
  carriedBy(carrier, socket);
  socket.once('close', () => carrier.destroy());
  return socket;
}

/** Calls back once bytes can pass: the connection is made, its handshake done and its certificate good. */
export function whenConnected(socket: Socket, callback: () => void): void {
  socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', callback);
}
