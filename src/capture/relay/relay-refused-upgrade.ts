import type { IncomingMessage } from 'node:http';
import { asChunk, lastChunk } from '../http1/as-chunk.js';
import { parseResponseHead } from '../http1/response-head.js';
import { editResponseHead } from './edit-response-head.js';
import { linger } from './linger.js';
import { outlet } from './outlet.js';
import { headerPairs, responseHeadText } from './raw-headers.js';
import type { Upgrade } from './websocket-door.js';

/**
 * Passes on what a server says that does not upgrade, and closes. Node has taken the chunks apart, so
 * they are cut anew; http-proxy would leave them out under a head that announces them.
 */
export function relayRefusedUpgrade(upgrade: Upgrade, response: IncomingMessage): void {
  const { desktop, exchange, route, lingerMs } = upgrade;
  const parsed = parseResponseHead(responseHeadText(response), 'GET');
  const chunked = parsed.head.framing === 'chunked';
  const way = outlet(desktop, () => {
    if (!way.full) response.resume();
  });
  exchange.responseHead(parsed.head);
  // The latest piece stays here until the next one comes: the last one is held.
  let latest = [editResponseHead(parsed, route)];

  response.on('data', (chunk: Buffer) => {
    exchange.responseBody([chunk]);
    way.write(latest);
    latest = chunked ? asChunk(chunk) : [chunk];
    if (way.full) response.pause();
  });
  response.on('end', () => {
    const trailers = headerPairs(response.rawTrailers);
    if (chunked) latest.push(lastChunk(trailers));
    exchange.end('complete', trailers, way.hold(latest));
    way.end();
    linger(desktop, lingerMs);
  });
  desktop.on('close', () => {
    exchange.end('cut-by-desktop', [], () => {});
    response.destroy();
  });
  response.on('error', () => {
    if (desktop.destroyed) return;
    way.write(latest);
    exchange.end('cut-by-server', [], way.hold([]));
    way.reset();
  });
}
