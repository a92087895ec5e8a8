import { isSessionCookie } from '../../acts/credentials.js';
import type { Headers } from '../../recording/exchange.js';
import { headerValues } from '../../recording/headers.js';
import { cookieOverHttp } from '../../redact/cookie-over-http.js';
import { cookieSpans } from '../../redact/cookies.js';
import { withSecrets } from './pseudonyms.js';

/** How recorded values become those of a live session. */
export interface HeaderChanges {
  /** Gives the value in place of a recorded secret or its pseudonym. */
  readonly secret: (recorded: string) => string;
  /** Puts the stand-in's origin in the place of the recorded ones. */
  readonly origin: (text: string) => string;
  /** Host name of the recorded server, to recognise cookies that were meant for it. */
  readonly recordedHost: string | null;
}

/** Of one connection only, so never passed on (RFC 9110 §7.6.1); `Trailer` since trailers are not sent. */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];
const framing = ['transfer-encoding'];

/** Headers that may name an origin. */
const naming = ['location', 'content-location', 'access-control-allow-origin', 'refresh', 'link'];

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u;
const forbidden = /[^\t\x20-\x7e\x80-\xff]/gu;

/**
 * Recorded response headers as they go to a live session: in order, with repeats; without those of a connection;
 * cookies, tokens and origins exchanged. What can't stand in a header (a recording can be hostile) is
 * replaced by a blank, and a header whose name is no token (RFC 9110 §5.6.2) is left out.
 */
export function liveHeaders(recorded: Headers, changes: HeaderChanges): Headers {
  const dropped = new Set([
    ...hopByHop,
    ...framing,
    ...headerValues(recorded, 'connection').flatMap((each) =>
      each.split(',').map((name) => name.trim().toLowerCase()),
    ),
  ]);
  return recorded
    .filter(([name]) => token.test(name) && !dropped.has(name.toLowerCase()))
    .map(([name, value]) => [name, liveValue(name.toLowerCase(), value, changes)] as const)
    .map(([name, value]) => [name, withoutControls(value)] as const);
}

/** Text that may stand in a header or a reason phrase. */
export function withoutControls(text: string): string {
  return text.replace(forbidden, ' ');
}

function liveValue(name: string, value: string, changes: HeaderChanges): string {
  if (name === 'set-cookie') return liveCookie(value, changes);
  const renewed = withSecrets(value, changes.secret);
  return naming.includes(name) ? changes.origin(renewed) : renewed;
}

/** A domain that is not the stand-in's would make the desktop refuse the cookie (RFC 6265 §5.3, 6). */
function liveCookie(value: string, changes: HeaderChanges): string {
  const [cookie, ...attributes] = cookieSpans(value);
  if (cookie === undefined) return value;
  const recorded = value.slice(cookie.start, cookie.end);
  const whole = isSessionCookie(cookie.name, recorded);
  const live = whole ? changes.secret(recorded) : withSecrets(recorded, changes.secret);
  let text = value.slice(0, cookie.start) + live;
  let from = cookie.end;
  for (const { name, start, end } of attributes) {
    if (name.toLowerCase() !== 'domain' || !covers(value.slice(start, end), changes.recordedHost)) {
      continue;
    }
    text += value.slice(from, value.lastIndexOf(';', start));
    from = end;
  }
  // The stand-in speaks http, whatever was spoken where it was recorded.
  return cookieOverHttp(text + value.slice(from));
}

function covers(domain: string, host: string | null): boolean {
  const plain = domain.replace(/^\./u, '').toLowerCase();
  return host !== null && (host === plain || host.endsWith(`.${plain}`));
}
