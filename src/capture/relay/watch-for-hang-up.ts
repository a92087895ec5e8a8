import type { Socket } from 'node:net';

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
