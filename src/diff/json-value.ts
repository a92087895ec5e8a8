import { canonicalJson } from '../json/canonical-json.js';
import { tryParseJson } from '../json/parse-json.js';

/** The value of a JSON text; `{json: text}` if JavaScript can't hold it exactly: a large integer, a name that is there twice. */
export function jsonValue(text: string): unknown {
  const node = tryParseJson(text);
  if (node === null) return { json: text };
  const value: unknown = JSON.parse(text);
  const again = tryParseJson(JSON.stringify(value));
  return again !== null && canonicalJson(again) === canonicalJson(node) ? value : { json: text };
}
