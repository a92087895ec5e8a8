import { isUtf8 } from 'node:buffer';

/** The two halves of Basic credentials (RFC 7617 §2). */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

/**
 * The user name in an `Authorization` header's value, as it came or redacted (`Basic name:~…`).
 * Null for other schemes, an empty name, and what can't be read.
 */
export function basicUser(authorization: string): string | null {
  const token = basicToken(authorization);
  if (token === null) return null;
  const colon = token.indexOf(':');
  if (colon === -1) return basicCredentials(token)?.user || null;
  try {
    return decodeURIComponent(token.slice(0, colon)) || null;
  } catch {
    return null;
  }
}

/** What follows `Basic `, or null if that is not the scheme. */
export function basicToken(authorization: string): string | null {
  return /^\s*basic[ \t]+(\S+)\s*$/iu.exec(authorization)?.[1] ?? null;
}

/** Decodes the token of Basic credentials; null if it is no base64 or has no colon. */
export function basicCredentials(token: string): BasicCredentials | null {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/u.test(token)) return null;
  const bytes = Buffer.from(token, 'base64');
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
