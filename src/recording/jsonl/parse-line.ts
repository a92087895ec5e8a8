import type { JsonNode } from '../../json/node.js';
import { JsonSyntaxError, parseJson } from '../../json/parse-json.js';
import { DEEPEST, MOST_VALUES } from './form.js';
import { LineError } from './line-error.js';

/**
 * The JSON value of a line, exactly.
 *
 * @throws LineError if it is none, nested too deeply or of too many values
 */
export function parseLine(text: string): JsonNode {
  // A value takes two characters or more, with what is between it and the next, and a hundred bytes once parsed.
  if (text.length > 2 * MOST_VALUES && valuesIn(text) > MOST_VALUES) {
    throw new LineError(`it has more than ${MOST_VALUES} values`);
  }
  try {
    return parseJson(text, { depth: DEEPEST });
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new LineError(`it is no JSON (${error.message})`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Every value but the first of its list or object follows a comma. */
function valuesIn(text: string): number {
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === OPEN_BRACKET || code === OPEN_BRACE) values += 1;
    else if (code === QUOTE) at = endOfString(text, at);
  }
  return values;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}
