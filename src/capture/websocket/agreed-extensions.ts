import type { Headers } from '../../recording/exchange.js';

/** How the two sides of a websocket compress (RFC 7692 §7.1). */
export interface DeflateAgreement {
  /** Whether the server's messages may point back into its earlier ones. */
  readonly serverTakeover: boolean;
  readonly clientTakeover: boolean;
}

/** What was agreed on; `unknown` is anything that is not known here, and may change frames in any way. */
export type AgreedExtensions = DeflateAgreement | 'none' | 'unknown';

/** Reads `Sec-WebSocket-Extensions` of a 101 (RFC 6455 §9.1). */
export function agreedExtensions(headers: Headers): AgreedExtensions {
  const extensions = headers
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-extensions')
    .flatMap(([, value]) => value.split(','))
    .map((extension) => extension.split(';').map((part) => part.trim().toLowerCase()))
    .filter(([name]) => name !== '');
  const [first, ...more] = extensions;
  if (first === undefined) return 'none';
  const [name, ...parameters] = first;
  if (name !== 'permessage-deflate' || more.length > 0 || !parameters.every(isKnown)) {
    return 'unknown';
  }
  return {
    serverTakeover: !parameters.includes('server_no_context_takeover'),
    clientTakeover: !parameters.includes('client_no_context_takeover'),
  };
}

/** RFC 7692 §7.1.1 and §7.1.2; the width of a window changes nothing for who inflates. */
function isKnown(parameter: string): boolean {
  return /^(?:server|client)_(?:no_context_takeover|max_window_bits *= *"?\d{1,2}"?)$/u.test(
    parameter,
  );
}
