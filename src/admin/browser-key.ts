import { newToken, sameSecret } from './bearer-token.js';

/** What a browser is given once it came with the token, and brings from then on (RFC 6265). */
export interface BrowserKey {
  /** The value of `Set-Cookie`. */
  readonly setCookie: string;
  /** Whether a `Cookie` header has it. */
  carriedBy(cookie: string | undefined): boolean;
}

/**
 * A new key. It is none of the token's business: who reads it out of a browser can't ask for another. Cookies know no ports,
 * so its name says the door's.
 */
export function browserKey(port: number): BrowserKey {
  const name = `understudy-${port}`;
  const value = newToken();
  return {
    setCookie: `${name}=${value}; HttpOnly; SameSite=Strict; Path=/`,
    carriedBy: (cookie) =>
      (cookie ?? '').split(';').some((each) => {
        const at = each.indexOf('=');
        return each.slice(0, at).trim() === name && sameSecret(each.slice(at + 1).trim(), value);
      }),
  };
}
