import type { JsonNode } from '../../json/node.js';
import { JsonSyntaxError, parseJson } from '../../json/parse-json.js';
import { DEEPEST, MOST_PARTS } from './form.js';
import { LineError } from './line-error.js';

/**
 * The JSON value of a line, exactly.
 *
 * @throws LineError if it is none, nested too deeply or of too many parts
 */
export function parseLine(text: string): JsonNode {
  // A part takes two characters or more, and once it is parsed a hundred bytes.
  if (text.length > 2 * MOST_PARTS && partsOf(text) > MOST_PARTS) {
    throw new LineError(`it has more than ${MOST_PARTS} values and escapes`);
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
function partsOf(text: string): number {
  let parts = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      isInString = !isInString;
    } else if (code === BACKSLASH) {
      parts += 1;
      at += 1;
    } else if (!isInString && (code === COMMA || code === OPEN_BRACKET || code === OPEN_BRACE)) {
      parts += 1;
    }
  }
  return parts;
}
