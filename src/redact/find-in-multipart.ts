import { findInValue } from './find-in-value.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { formPlace } from './places.js';

/** Finds secret fields of a multipart/form-data body (RFC 7578), and secrets within other fields. */
export function findInMultipart(text: string, inspection: Inspection): Finding[] {
  const { names, pseudonyms } = inspection;
  const found: Finding[] = [];
  const part = /content-disposition:[ \t]*form-data;[^\r\n]{0,512}?\bname="?([^";\r\n]{0,256})/giu;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const [, name = ''] = match;
    const [start, end] = partContent(text, part.lastIndex);
    part.lastIndex = end;
    const value = text.slice(start, end);
    const place = formPlace(name);
    if (value === '') continue;
    if (names.field(name) || names.text(name)) {
      found.push({ start, end, text: pseudonyms.of(value), place });
      continue;
    }
    for (const each of findInValue(value, inspection, 1, name)) {
      found.push({ ...each, start: each.start + start, end: each.end + start, place });
    }
  }
  return found;
}

/** From after the empty line to before the next delimiter, or to the end if none comes (RFC 2046 §5.1.1). */
function partContent(text: string, from: number): [start: number, end: number] {
  const emptyLine = /\r?\n\r?\n/gu;
  emptyLine.lastIndex = from;
  if (!emptyLine.test(text)) return [text.length, text.length];
  const start = emptyLine.lastIndex;
  const delimiter = /\r?\n--/gu;
  // The line break that ends the headers may also begin the delimiter of an empty part.
  delimiter.lastIndex = start - 1;
  const end = delimiter.exec(text)?.index ?? text.length;
  return [start, Math.max(start, end)];
}
