import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { findInJson } from './find-in-json.js';
import { findInMarkup } from './find-in-markup.js';
import { findInMultipart } from './find-in-multipart.js';
import { findInText } from './find-in-text.js';
import { findInParameters } from './find-in-url.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { formPlace } from './places.js';

/** Served as they are to everybody: code and pictures, which must not break. */
const assets =
  /^(?:(?:text|application)\/(?:x-)?(?:javascript|ecmascript|css|wasm)|(?:image|audio|video|font)\/)/u;
const forms = /^application\/x-www-form-urlencoded/u;
const looksLikeForm = /^[\w.%+[\]-]{1,128}=[^\s<>{}"]*$/u;

/**
 * Finds the secrets of a body. Its text decides before its content type does, for either may lie.
 *
 * @param root the body as JSON, null if it is none
 */
export function findInBody(
  text: string,
  root: JsonNode | null,
  contentType: string | null,
  inspection: Inspection,
): Finding[] {
  const { hint } = inspection.names;
  const type = (contentType ?? '').trim().toLowerCase();
  const form = forms.test(type) || (type === '' && looksLikeForm.test(text));
  // The names in a form may be encoded, so that no hint is to be seen.
  if (!form && !hint.test(text)) return [];
  if (root !== null) return findInJson(root, inspection);
  const wrapped = wrappedJson(text);
  if (wrapped !== null) {
    return findInJson(wrapped.root, inspection).map((each) => ({
      ...each,
      start: each.start + wrapped.offset,
      end: each.end + wrapped.offset,
    }));
  }
  if (form) return findInForm(text, inspection);
  if (assets.test(type)) return findInText(text, 'script', inspection);
  const markup = /^\s*</u.test(text);
  return [
    ...findInMultipart(text, inspection),
    ...(text.includes('<') ? findInMarkup(text, inspection) : []),
    ...findInText(text, markup ? 'markup' : 'plain', inspection),
  ];
}

/** A body that calls itself a form may be none: what the form's grammar does not find, the others look for. */
function findInForm(text: string, inspection: Inspection): Finding[] {
  const found = findInParameters(text, 0, text.length, inspection, (name) => formPlace(name ?? ''));
  const others = text.includes('<') ? findInMarkup(text, inspection) : [];
  const loose = [...others, ...findInText(text, 'plain', inspection)];
  return [...found, ...loose.filter((each) => found.every((one) => isApart(one, each)))];
}

function isApart(one: Finding, other: Finding): boolean {
  return one.end <= other.start || other.end <= one.start;
}

/** Calls of a callback (JSONP), guards against scripts (`)]}'`, `for(;;);`) and byte order marks are short. */
const LONGEST_WRAPPING = 256;

/** JSON with something short around it. */
function wrappedJson(text: string): { readonly root: JsonNode; readonly offset: number } | null {
  const head = text
    .slice(0, LONGEST_WRAPPING)
    .replace(/^\)\]\}'?,?/u, (guard) => ' '.repeat(guard.length));
  const offset = head.search(/[[{]/u);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  if (offset === -1 || end <= offset || text.length - end > LONGEST_WRAPPING) return null;
  const root = tryParseJson(text.slice(offset, end));
  return root === null ? null : { root, offset };
}
