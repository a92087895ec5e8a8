import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { withRuled } from './find-by-rule.js';
import { findInJson } from './find-in-json.js';
import { findInMarkup } from './find-in-markup.js';
import { findInMultipart } from './find-in-multipart.js';
import { findInText } from './find-in-text.js';
import { findInParameters } from './find-in-url.js';
import { type Finding, withMore } from './finding.js';
import type { Inspection } from './inspection.js';
import { formPlace } from './places.js';

/** Served as they are to everybody: code and pictures, which must not break. */
const assets =
  /^(?:(?:text|application)\/(?:x-)?(?:javascript|ecmascript|css|wasm)|(?:image|audio|video|font)\/)/u;
const forms = /^application\/x-www-form-urlencoded/u;
const looksLikeForm = /^[\w.%+[\]-]{1,128}=[^\s<>{}"]*$/u;

/** A body, as far as it was looked at. */
interface ReadBody {
  readonly text: string;
  /** The body as JSON, null if it is none. */
  readonly root: JsonNode | null;
  readonly contentType: string | null;
  /** Whether there is a hint that it may hold a secret. */
  readonly hinted: boolean;
}

/**
 * Finds the secrets of a body. Its text decides before its content type does, for either may lie.
 */
export function findInBody(
  { text, root, contentType, hinted }: ReadBody,
  inspection: Inspection,
): readonly Finding[] {
  const type = (contentType ?? '').trim().toLowerCase();
  const form = forms.test(type) || (type === '' && looksLikeForm.test(text));
  // The names in a form may be encoded, so that no hint is to be seen.
  if (!form && !hinted) return [];
  if (root !== null) return findInJson(root, inspection);
  const wrapped = wrappedJson(text);
  if (wrapped !== null) {
    return findInJson(wrapped.root, inspection).map((each) => ({
      ...each,
      start: each.start + wrapped.offset,
      end: each.end + wrapped.offset,
    }));
  }
  if (assets.test(type)) return findInAsset(text, inspection);
  const kind = /^\s*</u.test(text) ? 'markup' : 'plain';
  const byGrammar = form
    ? findInParameters(text, 0, text.length, inspection, (name) => formPlace(name ?? ''), 'form')
    : findInMultipart(text, inspection);
  const inMarkup = text.includes('<') ? findInMarkup(text, inspection) : [];
  const byText = findInText(text, kind, inspection, byGrammar);
  const found = withMore(withMore(byGrammar, inMarkup), byText);
  // A form has been looked at value by value.
  return form ? found : withRuled(found, text, null, inspection);
}

/** What everybody gets has no personal data, and much that looks like it. */
function findInAsset(text: string, inspection: Inspection): readonly Finding[] {
  const found = findInText(text, 'script', inspection);
  const { looks } = inspection;
  return looks === null
    ? found
    : withRuled(found, text, null, { ...inspection, looks: { ...looks, personal: false } });
}

/**
 * What may stand before JSON: a byte order mark, a guard against scripts (`)]}',`, `for(;;);`), the
 * callback's name in JSONP, with the comment that CometD puts before it.
 */
const before =
  /^\ufeff?\s*(?:\)\]\}'?,?|(?:for\s?\(;;\)|while\s?\(1\));|(?:\/\*\*\/)?\s*[\w$.]{1,128}\s*\()?\s*(?=[[{])/u;
const after = /^\s*\)?\s*;?\s*$/u;

/** JSON with no more around it than is known to be harmless. */
function wrappedJson(text: string): { readonly root: JsonNode; readonly offset: number } | null {
  const offset = before.exec(text)?.[0].length ?? 0;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  if (offset === 0 || end <= offset || !after.test(text.slice(end))) return null;
  const root = tryParseJson(text.slice(offset, end));
  return root === null ? null : { root, offset };
}
