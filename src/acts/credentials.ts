import { SESSION_COOKIES } from '../correlate/sessions/session-tracker.js';
import type { Headers } from '../recording/exchange.js';
import { headerValue, headerValues } from '../recording/headers.js';
import { basicUser } from '../redact/basic-user.js';
import { parseCookies } from '../redact/cookies.js';

/** Whether a cookie says whose request it is; those of load balancers don't. */
export function isSessionCookie(name: string, value: string): boolean {
  return SESSION_COOKIES.includes(name) && value !== '';
}

/** What a request says about who sent it. */
export interface Credentials {
  /** The header's value, as it came. */
  readonly authorization: string | null;
  /** The name in Basic credentials. */
  readonly user: string | null;
  /** Values of session cookies, in order. */
  readonly sessionCookies: readonly string[];
  /** Whether there is any of these. */
  readonly any: boolean;
}

export function credentialsOf(headers: Headers): Credentials {
  const authorization = headerValue(headers, 'authorization');
  const sessionCookies = headerValues(headers, 'cookie')
    .flatMap(parseCookies)
    .filter(([name, value]) => isSessionCookie(name, value))
    .map(([, value]) => value);
  return {
    authorization,
    user: authorization === null ? null : basicUser(authorization),
    sessionCookies,
    any: authorization !== null || sessionCookies.length > 0,
  };
}
