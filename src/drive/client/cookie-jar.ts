import { isSessionCookie } from '../../acts/credentials.js';
import { parseSetCookie } from '../../redact/cookies.js';
import type { Clock } from '../../time/clock.js';

/** One desktop's cookies, for the one server it talks to. */
export interface CookieJar {
  /** Takes the value of a `Set-Cookie` header. */
  store(setCookie: string): void;
  /** What a `Cookie` header for a request target says; null if there is none. @param session with those that say whose request it is */
  header(target: string, session?: boolean): string | null;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/**
 * Cookies in the order in which they were first set (RFC 6265 §5.3). `Secure` and `Domain` are not looked at: a desktop talks to the
 * recorder alone.
 */
export function createCookieJar(clock: Clock): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    store(setCookie) {
      const { name, value, attributes } = parseSetCookie(setCookie);
      if (name === '') return;
      const attribute = (wanted: string): string | null =>
        attributes.findLast(([each]) => each.toLowerCase() === wanted)?.[1] ?? null;
      const path = attribute('path');
      if (isOver(attribute('max-age'), attribute('expires'), clock)) cookies.delete(name);
      else cookies.set(name, { value, path: path?.startsWith('/') === true ? path : '/' });
    },
    header(target, session = true) {
      const path = target.replace(/[?#].*$/su, '');
      const pairs: string[] = [];
      for (const [name, { value, path: scope }] of cookies) {
        if (!session && isSessionCookie(name, value)) continue;
        if (covers(scope, path)) pairs.push(`${name}=${value}`);
      }
      return pairs.length === 0 ? null : pairs.join('; ');
    },
  };
}

/** RFC 6265 §5.2.2: `Max-Age` counts before `Expires`. */
function isOver(maxAge: string | null, expires: string | null, clock: Clock): boolean {
  if (maxAge !== null && /^-?\d+$/u.test(maxAge)) return Number(maxAge) <= 0;
  return expires !== null && Date.parse(expires) <= clock.now();
}

/** RFC 6265 §5.1.4. */
function covers(scope: string, path: string): boolean {
  if (!path.startsWith(scope)) return false;
  return scope.endsWith('/') || path.length === scope.length || path[scope.length] === '/';
}
