import type { Span } from './patterns.js';

/** What an e-mail address may have before its `@` (RFC 5322 §3.2.3), and letters of any script (RFC 6531). */
const localPart = /[\p{L}\p{N}.!#$%&'*+/?^_`{|}~-]{1,64}$/u;
/** A host name of two parts or more; what pictures and scripts are called for two resolutions is none. */
const domain =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?!(?:png|jpe?g|gif|svg|webp|css|js)\b)\p{L}{2,24}(?![\p{L}\p{N}-])/uy;

/**
 * `+` and 7 to 15 digits (ITU-T E.164), or ten as they are written in North America. A longer row of digits
 * is a number of something else, and so is what follows a digit or a point: the zone of a time.
 */
const phoneNumber =
  /(?<![\p{L}\p{N}_.+])(?:\+\d(?:[ ()./-]{0,3}\d){6,14}|(?<![/-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4})(?![\p{L}\p{N}_]|-\d)/gu;

/** Finds e-mail addresses and telephone numbers by their shape. Time is linear in the text. */
export function findPersonal(text: string): Span[] {
  return [...emailAddresses(text), ...phoneNumbersIn(text)];
}

function emailAddresses(text: string): Span[] {
  const found: Span[] = [];
  let last = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const before = localPart.exec(text.slice(Math.max(last, at - 64), at))?.[0] ?? '';
    if (before === '') continue;
    domain.lastIndex = at + 1;
    if (!domain.test(text)) continue;
    last = domain.lastIndex;
    found.push({ start: at - before.length, end: last });
  }
  return found;
}

function phoneNumbersIn(text: string): Span[] {
  return [...text.matchAll(phoneNumber)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}
