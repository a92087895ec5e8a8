import type { Socket } from 'node:net';

const carriers = new WeakMap<Socket, Socket>();

/** Remembers which TCP connection carries a TLS one. */
export function carriedBy(carrier: Socket, secure: Socket): void {
  carriers.set(secure, carrier);
  // Is told on the TLS socket.
  carrier.on('error', () => {});
}

/** The TCP connection under a TLS one; the same socket if there is no TLS. */
export function carrierOf(socket: Socket): Socket {
  return carriers.get(socket) ?? socket;
}

/**
 * Sends a RST at once. Node can't do so on a TLS socket (ERR_INVALID_HANDLE_TYPE): the TCP connection that
 * carries it is reset.
 */
export function resetConnection(socket: Socket): void {
  const carrier = carriers.get(socket);
  if (carrier === undefined) {
    socket.resetAndDestroy();
    return;
  }
  if (!carrier.destroyed) carrier.resetAndDestroy();
  socket.destroy();
}
