import { once } from 'node:events';
import { createSecureContext } from 'node:tls';
import { dial } from '../../capture/relay/dial.js';
import type { Clock } from '../../time/clock.js';
import { within } from './within.js';

/** Whether a server that makes no sense over plain HTTP takes a TLS handshake: nothing is sent, whoever it is. */
export async function speaksTls(target: URL, limit: number, clock: Clock): Promise<boolean> {
  const secure = new URL(target.href.replace(/^http:/u, 'https:'));
  // The port that http implies would be another one.
  secure.port = target.port || '80';
  const trust = { context: createSecureContext(), verify: false };
  const socket = dial({ target: secure, trust });
  socket.on('error', () => {});
  try {
    await within(clock, limit, once(socket, 'secureConnect'));
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
