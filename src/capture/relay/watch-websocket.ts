import type { Socket } from 'node:net';
import type { Outcome } from '../../recording/exchange.js';
import type { InFlight } from './in-flight.js';

/**
 * Ends a websocket's exchange when its sockets are closed, and closes each when the other is gone: of
 * this http-proxy does only the orderly part.
 */
export function watchWebsocket(desktop: Socket, server: Socket, exchange: InFlight): void {
  let outcome: Exclude<Outcome, 'open'> | undefined;
  const onEnd = (): void => {
    outcome ??= 'complete';
  };
  desktop.on('end', onEnd);
  server.on('end', onEnd);
  desktop.on('error', () => {
    outcome ??= 'cut-by-desktop';
    server.resetAndDestroy();
  });
  server.on('error', () => {
    outcome ??= 'cut-by-server';
    desktop.resetAndDestroy();
  });
  server.on('close', () => desktop.destroySoon());
  desktop.on('close', () => {
    server.destroy();
    exchange.end(outcome ?? 'cut-by-desktop', [], () => {});
  });
}

/**
 * Notices a desktop that hangs up while nobody reads from it, and takes none of its bytes.
 *
 * @returns stops watching
 */
export function watchForHangUp(desktop: Socket, onHangUp: () => void): () => void {
  const probe = (): void => {
    // Only an empty read finds the FIN.
    if (desktop.readableLength === 0) desktop.read();
  };
  const hangUp = (): void => {
    stop();
    onHangUp();
  };
  function stop(): void {
    desktop.off('readable', probe);
    desktop.off('end', hangUp);
    desktop.off('close', hangUp);
  }
  desktop.on('readable', probe);
  desktop.on('end', hangUp);
  desktop.on('close', hangUp);
  return stop;
}
