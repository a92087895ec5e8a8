import type { Body } from './exchange.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body after content decoding as text; null if it is not stored or no UTF-8. */
export function bodyText(body: Body | null): string | null {
  const content = body?.content ?? null;
  if (content === null) return null;
  try {
    return utf8.decode(content);
  } catch {
    return null;
  }
}
