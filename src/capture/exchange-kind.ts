import type { BayeuxMessage } from '../bayeux/message.js';
import type { RequestRow } from '../recording/exchange.js';
import { headerValue } from '../recording/headers.js';
import type { RequestHead } from './wire.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What a request is.
 *
 * @param messages the Bayeux messages in it; null if it carries none
 */
export function exchangeKind(
  { method, headers }: RequestHead,
  messages: readonly BayeuxMessage[] | null,
): RequestRow['kind'] {
  if (messages !== null) return 'bayeux';
  if (!safeMethods.has(method)) return 'call';
  // RFC 6455 §4.1: only a GET opens a websocket.
  const upgrades = headerValue(headers, 'upgrade')?.toLowerCase() === 'websocket';
  return method === 'GET' && upgrades ? 'websocket' : 'safe';
}
