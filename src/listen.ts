import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { AddressError } from './errors.js';
import { hostPort, type ListenAddress } from './listen-address.js';

/**
 * Begins to listen.
 *
 * @param flag of the command line that names the address
 * @returns the address as bound
 * @throws AddressError if it can't be bound
 */
export async function listen(
  server: Server,
  { host, port }: ListenAddress,
  flag: `--${string}`,
): Promise<AddressInfo> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const asked = hostPort(host, port);
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AddressError(
      `can't listen on ${asked} (${reason}); choose another address with ${flag}, or port 0 for a free one`,
      asked,
      { cause: error },
    );
  }
  return server.address() as AddressInfo;
}
