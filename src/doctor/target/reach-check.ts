import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import { targetAddress } from '../../capture/relay/target-address.js';
import type { Clock } from '../../time/clock.js';
import { type Check, failure, fine, warning } from '../check.js';
import { within } from './within.js';

/** Milliseconds for a connection beyond which desktops will notice. */
const slow = 500;

/** Whether the target has an address, and takes connections. */
export async function reachCheck(target: URL, limit: number, clock: Clock): Promise<Check> {
  const { host, port } = targetAddress(target);
  let addresses: readonly string[];
  try {
    addresses = isIP(host) === 0 ? await addressesOf(host, limit, clock) : [host];
  } catch (error) {
    const reason = codeOf(error);
    return failure(
      'target',
      `the name ${host} has no address (${reason})`,
      reason === 'ENOTFOUND'
        ? 'check how it is written, and that the VPN is up; or name it in the hosts file'
        : "this machine's name servers do not answer: check the network and the VPN",
    );
  }
  const where =
    isIP(host) === 0 ? `${target.host} (${addresses.slice(0, 4).join(', ')})` : target.host;
  const before = clock.now();
  const socket = connect({ host, port });
  socket.on('error', () => {});
  try {
    await within(clock, limit, once(socket, 'connect'));
    const took = Math.round(clock.now() - before);
    const found = `${where} takes connections, within ${took} ms`;
    return took <= slow
      ? fine('target', found)
      : warning(
          'target',
          found,
          'desktops will be slow, with or without a recorder: put it nearer to the server',
        );
  } catch (error) {
    const code = codeOf(error);
    return failure(
      'target',
      `${where} can not be reached (${code})`,
      advices.get(code) ?? 'check that the server runs, and that this machine can reach it',
    );
  } finally {
    socket.destroy();
  }
}

async function addressesOf(host: string, limit: number, clock: Clock): Promise<readonly string[]> {
  const found = await within(clock, limit, lookup(host, { all: true }));
  return found.map(({ address }) => address);
}

/** Of an error that stands for several, one for each address, the first. */
function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = first as NodeJS.ErrnoException;
  return code ?? message;
}

const advices: ReadonlyMap<string, string> = new Map([
  [
    'ECONNREFUSED',
    'nothing listens there: check the port, and that the server runs; record --wait-target starts without it',
  ],
  [
    'ETIMEDOUT',
    'nothing answers: check the address, the VPN, and that no firewall drops the connection',
  ],
  ['EHOSTUNREACH', 'there is no way to it: check the address, the network and the VPN'],
  ['ENETUNREACH', 'there is no way to it: check the address, the network and the VPN'],
  [
    'ECONNRESET',
    'something between takes the connection and drops it: a firewall, or a load balancer without a server',
  ],
]);
