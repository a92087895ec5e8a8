import type { JsonNode } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { Recent } from '../recent.js';

/** Weight of all texts together, about in bytes. */
const most = 4 * 1024 * 1024;
/** What a parsed text takes, for each character of it. */
const bytesPerCharacter = 10;

const known = new Recent<string, JsonNode | null>(most);

/** As `tryParseJson`, for texts that come again: what a server says over and over, and what it says to all desktops. */
export function parsedText(text: string): JsonNode | null {
  let node = known.get(text);
  if (node === undefined) {
    node = tryParseJson(text);
    known.set(text, node, text.length * bytesPerCharacter);
  }
  return node;
}
