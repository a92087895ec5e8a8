import { createHash, timingSafeEqual } from 'node:crypto';
import { UsageError } from '../errors.js';
import { randomKey } from '../time/chance.js';

/** A new token: 32 random bytes as base64url (RFC 4648 §5). */
export function newToken(): string {
  return randomKey(32).toString('base64url');
}

/**
 * Checks a token that somebody chose.
 *
 * @throws UsageError if it can't be sent in a header; the token is not repeated
 */
export function checkedToken(token: string): string {
  if (!/^[\x21-\x7e]+$/u.test(token)) {
    throw new UsageError('the admin token must be visible ASCII characters without blanks');
  }
  return token;
}

/** Whether an `Authorization` carries the token (RFC 6750 §2.1). */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  const given = /^bearer +(\S+) *$/iu.exec(authorization ?? '')?.[1] ?? '';
  return sameSecret(given, token);
}

/** Whether somebody knows a secret. What it takes says nothing about how much of it was right. */
export function sameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret)) && given !== '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
