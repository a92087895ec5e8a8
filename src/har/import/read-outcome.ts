import type { Outcome } from '../../recording/exchange.js';
import { textIn, valueIn } from './members.js';

const OUTCOMES: readonly Outcome[] = [
  'complete',
  'cut-by-server',
  'cut-by-desktop',
  'unreachable',
  'open',
];

/** No connection could be made: Chrome's and Firefox' names for it, and mitmproxy's words. */
const UNREACHABLE =
  /CONNECTION_REFUSED|NAME_NOT_RESOLVED|ADDRESS_(?:UNREACHABLE|INVALID)|CONNECTION_(?:TIMED_OUT|FAILED)|INTERNET_DISCONNECTED|PROXY_CONNECTION|TUNNEL_CONNECTION|SSL_|CERT_|UNKNOWN_HOST|NET_TIMEOUT|NS_ERROR_OFFLINE|connect(?:ion)? (?:failed|refused)|Errno|getaddrinfo/iu;
/** The desktop gave up: it hung up, left the page, or would not send the request. */
const BY_DESKTOP = /ABORTED|BLOCKED|cancell?ed|client disconnected|killed/iu;

/**
 * How an exchange ended. Without any answer it is `open`, unless the file says why there is none.
 *
 * @param status null if no answer came
 * @param own `_understudy` of its entry, in a HAR of our own
 */
export function readOutcome(entry: unknown, status: number | null, own: unknown): Outcome {
  const said = OUTCOMES.find((each) => each === textIn(own, 'outcome'));
  if (said !== undefined && (said !== 'complete' || status !== null)) return said;
  const response = valueIn(entry, 'response');
  const error = textIn(response, '_error') || textIn(response, '_failureText') || null;
  if (error === null) {
    if (valueIn(entry, '_wasAborted') === true) return 'cut-by-desktop';
    return status === null ? 'open' : 'complete';
  }
  if (BY_DESKTOP.test(error)) return 'cut-by-desktop';
  return status === null && UNREACHABLE.test(error) ? 'unreachable' : 'cut-by-server';
}
