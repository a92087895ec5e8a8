import { createServer } from 'node:net';
import { AddressError } from '../../errors.js';
import { listen } from '../../listen.js';
import { hostPort, type ListenAddress } from '../../listen-address.js';
import { type Check, failure, fine } from '../check.js';

/** Whether desktops can be listened to there; the address is free again afterwards. */
export async function listenCheck(address: ListenAddress): Promise<Check> {
  const server = createServer();
  try {
    await listen(server, address, '--listen');
    return fine(
      'listen',
      `${hostPort(address.host, address.port)} is free; ${reach(address.host)}`,
    );
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const [reason = '', advice = ''] = error.message.split('; ');
    const { code } = error.cause as NodeJS.ErrnoException;
    return failure('listen', reason, code === undefined ? advice : (advices.get(code) ?? advice));
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

function reach(host: string): string {
  return /^(?:127\.|localhost$|::1$)/u.test(host)
    ? 'desktops of this machine alone reach it'
    : 'desktops of other machines reach it, too, unless a firewall keeps them out';
}

const advices: ReadonlyMap<string, string> = new Map([
  [
    'EADDRINUSE',
    'end the program that listens there (ss -ltnp names it), or choose another --listen; port 0 picks a free one',
  ],
  ['EACCES', 'ports below 1024 take a privilege; choose a higher one with --listen'],
  [
    'EADDRNOTAVAIL',
    'this machine has no such address; --listen 0.0.0.0:PORT takes all that it has',
  ],
]);
