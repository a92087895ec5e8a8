import { PSEUDONYM_MARK } from '../../redact/pseudonym.js';

/** As `redact/pseudonym.ts` makes them: the mark and 22 characters of base64url. */
const pseudonym = new RegExp(`${PSEUDONYM_MARK}[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])`, 'gu');

/** Puts live secrets in the place of pseudonyms, wherever they stand in a text. */
export function withSecrets(text: string, secret: (pseudonym: string) => string): string {
  return text.includes(PSEUDONYM_MARK) ? text.replace(pseudonym, secret) : text;
}
