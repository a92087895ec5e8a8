import { closingQuote } from './closing-quote.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { TEXT_PLACE } from './places.js';

const naming = /(?:^|\s)(?:name|id|property|key|type)\s*=\s*["']?([^\s"'>]{1,128})/giu;
const valued = /(?:^|\s)(?:value|content)\s*=\s*/iu;

/**
 * Finds what stands in elements with a secret name (`<ns:password>…</ns:password>`) and in the value
 * of fields that another attribute names (`<input name="_csrf" value="…">`), or by their type.
 */
export function findInMarkup(text: string, { names, pseudonyms }: Inspection): Finding[] {
  const found: Finding[] = [];
  const add = ([start, end]: readonly [number, number]): void => {
    // The search goes on behind it, so that no text is read twice.
    tag.lastIndex = end;
    const raw = text.slice(start, end);
    const from = start + raw.length - raw.trimStart().length;
    const secret = raw.trim();
    if (secret === '') return;
    const to = from + secret.length;
    found.push({ start: from, end: to, text: pseudonyms.of(secret), place: TEXT_PLACE });
  };
  const tag = /<([\p{L}_][\w.:-]{0,127})([^<>]*)/gu;
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    const [whole, name = '', attributes = ''] = match;
    const end = match.index + whole.length;
    if (names.field(localName(name)) && text[end] === '>' && !attributes.endsWith('/')) {
      add(content(text, end + 1));
    }
    const named = [...attributes.matchAll(naming)].some(([, each]) => names.field(each ?? ''));
    const value = named ? valued.exec(attributes) : null;
    if (value !== null) {
      const start = end - attributes.length + value.index + value[0].length;
      add(attributeValue(text, start));
    }
  }
  return found;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** The text up to the next tag, or what a CDATA section holds. */
function content(text: string, from: number): [start: number, end: number] {
  const cdata = /\s*<!\[CDATA\[/uy;
  cdata.lastIndex = from;
  const start = cdata.test(text) ? cdata.lastIndex : from;
  const end = text.indexOf(start === from ? '<' : ']]>', start);
  return [start, end === -1 ? text.length : end];
}

function attributeValue(text: string, at: number): [start: number, end: number] {
  const open = text.charAt(at);
  if (open === '"' || open === "'") return [at + 1, closingQuote(text, at + 1, open, 'first')];
  const word = /[^\s<>]*/uy;
  word.lastIndex = at;
  word.test(text);
  return [at, word.lastIndex];
}
