import { type JsonNode, textOf } from '../../../json/node.js';
import { tryParseJson } from '../../../json/parse-json.js';
import { pointerInto } from '../../../json/pointer.js';

/** A line of a text that is shown with a line for each value. */
export interface TextLine {
  readonly depth: number;
  /** As it stands, but for the space around it and the comma after it. */
  readonly text: string;
  /** JSON Pointer of the value that begins or ends here; null if the text is no JSON. */
  readonly pointer: string | null;
}

/** Nobody reads more, and each is an element of the page. */
export const MOST_LINES = 20_000;

/**
 * The lines of a text: of JSON one for each value, with every digit, escape and repeated name as it stood; of another text its
 * own. At most `MOST_LINES`.
 */
export function jsonLines(text: string): readonly TextLine[] {
  const root = tryParseJson(text);
  if (root === null) {
    return text
      .split(/\r?\n/u, MOST_LINES)
      .map((line) => ({ depth: 0, text: line, pointer: null }));
  }
  const lines: TextLine[] = [];
  for (const line of linesOf(root, '', 0, '')) {
    if (lines.length >= MOST_LINES) break;
    lines.push(line);
  }
  return lines;
}

function* linesOf(
  node: JsonNode,
  pointer: string,
  depth: number,
  before: string,
): Generator<TextLine> {
  switch (node.kind) {
    case 'object':
      if (node.members.length === 0) break;
      yield { depth, text: `${before}{`, pointer };
      for (const { name, key, value } of node.members) {
        yield* linesOf(value, pointerInto(pointer, name), depth + 1, `${textOf(key)}: `);
      }
      yield { depth, text: '}', pointer };
      return;
    case 'array':
      if (node.items.length === 0) break;
      yield { depth, text: `${before}[`, pointer };
      for (const [at, item] of node.items.entries()) {
        yield* linesOf(item, pointerInto(pointer, at), depth + 1, '');
      }
      yield { depth, text: ']', pointer };
      return;
    default:
      yield { depth, text: before + textOf(node), pointer };
      return;
  }
  yield { depth, text: before + (node.kind === 'object' ? '{}' : '[]'), pointer };
}
