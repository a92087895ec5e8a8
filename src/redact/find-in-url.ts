import { decodedPercent, inSource } from './decoded-text.js';
import { findInValue } from './find-in-value.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import type { Place } from './places.js';

/** Names a place by the parameter it stands in; null is before the query. */
export type PlaceOfParameter = (parameter: string | null) => Place;

/**
 * Finds secrets in a URL or a request target in any form (RFC 9112 §3.2): userinfo, path parameters
 * (`;jsessionid=…`), query and fragment.
 */
export function findInUrl(
  url: string,
  inspection: Inspection,
  placeOf: PlaceOfParameter,
  nesting = 0,
): Finding[] {
  const query = url.search(/[?#]/u);
  const pathEnd = query === -1 ? url.length : query;
  const found = findInPath(url.slice(0, pathEnd), inspection, placeOf(null));
  for (let from = pathEnd + 1; from <= url.length; ) {
    const next = url.slice(from).search(/[?#]/u);
    // A second `?` belongs to the query, unless someone glued two together.
    const to = next === -1 ? url.length : from + next;
    for (const each of findInParameters(url, from, to, inspection, placeOf, 'url', nesting)) {
      found.push(each);
    }
    from = to + 1;
  }
  return found;
}

function findInPath(path: string, inspection: Inspection, place: Place): Finding[] {
  const { names, pseudonyms } = inspection;
  const found: Finding[] = [];
  const userinfo = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/@:]*):([^/]*)@/iu.exec(path);
  if (userinfo !== null) {
    const end = userinfo[0].length - 1;
    const start = end - (userinfo[2] ?? '').length;
    const text = pseudonyms.of(decodedPercent(path, start, end, false).text);
    found.push({ start, end, text, place });
  }
  for (const match of path.matchAll(/;([^/;=]{1,128})=([^/;]*)/gu)) {
    const name = decodedPercent(match[1] ?? '', 0, match[1]?.length ?? 0, false).text;
    if (!names.field(name)) continue;
    const end = match.index + match[0].length;
    const start = end - (match[2] ?? '').length;
    const text = pseudonyms.of(decodedPercent(path, start, end, false).text);
    found.push({ start, end, text, place });
  }
  return found;
}

/**
 * Finds secrets in `name=value&…`, be it a query or a body (application/x-www-form-urlencoded):
 * values of secret names, and secrets within other values, as in the `message` of callback-polling (Bayeux §6.1).
 */
export function findInParameters(
  source: string,
  start: number,
  end: number,
  inspection: Inspection,
  placeOf: PlaceOfParameter,
  where: 'url' | 'form',
  nesting = 0,
): Finding[] {
  const { names, pseudonyms } = inspection;
  const found: Finding[] = [];
  const all = [...parameters(source, start, end)];
  const grant = all.some(({ name }) => name === 'state' || name === 'grant_type');
  for (const parameter of all) {
    const { name } = parameter;
    const decoded = decodedPercent(source, parameter.valueStart, parameter.end, true);
    if (decoded.text === '') continue;
    const place = placeOf(name);
    // An authorization code (RFC 6749 §4.1); elsewhere `code` is a word like any other.
    const code = grant && name === 'code';
    const named = code || names.field(name) || (where === 'form' && names.text(name));
    if (named && !(name === 'message' && isMessages(decoded.text))) {
      const text = pseudonyms.of(decoded.text);
      found.push({ start: parameter.valueStart, end: parameter.end, text, place });
    } else {
      const inner = findInValue(decoded.text, inspection, nesting + 1, name);
      for (const each of inSource(decoded, inner, place)) found.push(each);
    }
  }
  return found;
}

/** Bayeux in a query or form (Bayeux §6.1, §6.2): no name makes a secret of the protocol itself. */
function isMessages(text: string): boolean {
  return /^\s*[[{]/u.test(text) && /"channel"\s{0,64}:\s{0,64}"\\?\//u.test(text);
}

/** A parameter of a query or form; without `=` it is a value without name. */
export interface Parameter {
  /** Decoded. */
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

export function* parameters(source: string, start: number, end: number): Generator<Parameter> {
  for (let from = start; from < end; ) {
    const ampersand = source.indexOf('&', from);
    const to = ampersand === -1 || ampersand > end ? end : ampersand;
    const equals = source.slice(from, to).indexOf('=');
    const nameEnd = equals === -1 ? from : from + equals;
    const valueStart = equals === -1 ? from : nameEnd + 1;
    const name = decodedPercent(source, from, nameEnd, true).text;
    yield { name, start: from, valueStart, end: to };
    from = to + 1;
  }
}
