import type { ServerResponse } from 'node:http';
import { cutAfter, type Delivery } from './delivery.js';

/**
 * Sends an answer otherwise than whole and at once, over HTTP. A connection is cut by its end (FIN), so that what went out
 * before has come, in time and out of it.
 *
 * @param writeHead writes the head of the answer
 * @param leave told when a piece goes out; what it returns is told when the piece has left
 */
export function sendFaulty(
  response: ServerResponse,
  delivery: Delivery,
  body: Uint8Array | null,
  writeHead: () => void,
  leave: () => () => void,
): void {
  const { socket } = response.req;
  let left = (): void => {};
  response.once('close', () => left());
  const cut = (): void => socket.destroySoon();
  const length = body?.length ?? 0;
  // A client does not miss the end of a body that has none.
  if (delivery.kind === 'hang-up' || (delivery.kind === 'cut' && length === 0)) {
    left = leave();
    cut();
    return;
  }
  writeHead();
  if (body === null || length === 0) {
    left = leave();
    response.end();
    return;
  }
  if (delivery.kind === 'cut') {
    left = leave();
    response.write(body.subarray(0, cutAfter(delivery.at, length)), cut);
    return;
  }
  response.write(nothing);
  delivery.pace(length, (from, to) => {
    if (response.destroyed) return false;
    left();
    left = leave();
    if (to < length) response.write(body.subarray(from, to), left);
    else response.end(body.subarray(from, to));
    return true;
  });
}

const nothing = Buffer.alloc(0);
