import { printable } from '../printable.js';
import type { Sides } from './sides.js';

/** How much of what is the same stands before the place where two texts part: this part of the width. */
const LEAD = 1 / 3;
/** The most of it where it is escaped. */
const MOST_LEAD = 2 / 3;

/** Two texts that part somewhere, each in at most `width` printable characters: of long ones that place is shown. */
export function parted(
  { baseline, candidate }: Sides,
  width: number,
): { readonly baseline: string; readonly candidate: string } {
  const a = baseline ?? '';
  const b = candidate ?? '';
  const fits = (text: string): boolean =>
    text.length <= width && [...printable(text)].length <= width;
  const alike = baseline === null || candidate === null ? 0 : commonLength(a, b);
  let from =
    fits(a) && fits(b)
      ? 0
      : Math.max(
          0,
          Math.min(alike - Math.floor(width * LEAD), Math.max(a.length, b.length) - width + 1),
        );
  // What is escaped is longer than it was, and must not hide the place.
  const room = Math.floor(width * MOST_LEAD);
  while (!(fits(a) && fits(b)) && from < alike) {
    const lead = printable(a.slice(from, alike));
    if (lead.length <= Math.max(room, alike - from)) break;
    from++;
  }
  return { baseline: cut(a, from, width), candidate: cut(b, from, width) };
}

/** How many characters two texts begin with that are the same. */
function commonLength(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // Not between the halves of a character beyond U+FFFF.
  return at > 0 && isHighSurrogate(a.charCodeAt(at - 1)) ? at - 1 : at;
}

function cut(text: string, from: number, width: number): string {
  const begin = from > 0 && isHighSurrogate(text.charCodeAt(from - 1)) ? from - 1 : from;
  // A value may be megabytes long: only what can be seen is looked at.
  const seen = text.slice(begin, begin + 2 * width);
  const characters = [...(begin > 0 ? '…' : ''), ...printable(seen)];
  if (characters.length <= width && begin + seen.length >= text.length) return characters.join('');
  return `${characters.slice(0, width - 1).join('')}…`;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
