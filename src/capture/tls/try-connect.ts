import { once } from 'node:events';
import { TLSSocket } from 'node:tls';
import { AddressError } from '../../errors.js';
import { dial, type Upstream } from '../relay/dial.js';
import { unreachableReason } from '../relay/unreachable-reason.js';

/**
 * Makes one connection, with its handshake where the target speaks https, and closes it at once; no request is sent.
 *
 * @param limit milliseconds that it may take
 * @throws AddressError if that fails
 */
export async function tryConnect(upstream: Upstream, limit: number): Promise<void> {
  const socket = dial(upstream);
  socket.setTimeout(limit, () => socket.destroy(new Error(`no answer within ${limit} ms`)));
  try {
    await once(socket, socket instanceof TLSSocket ? 'secureConnect' : 'connect');
  } catch (error) {
    const { text, distrusted } = unreachableReason(socket, error as NodeJS.ErrnoException);
    const { origin } = upstream.target;
    throw new AddressError(
      distrusted
        ? `can't trust the target ${origin} (${text}); give its authority with --ca FILE, or do not verify it with --insecure`
        : `can't reach the target ${origin} (${text}); check that it runs, or start with --wait-target`,
      origin,
      { cause: error },
    );
  } finally {
    socket.destroy();
  }
}
