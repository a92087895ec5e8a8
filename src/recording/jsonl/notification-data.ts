import { member, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';

/**
 * The text of `data` in a message, which most notifications hold a copy of; null if the message has none. It is the
 * same for whoever writes a recording as lines and whoever reads them, so that the copy need not be written.
 */
export function dataIn(message: string): string | null {
  const data = member(tryParseJson(message) ?? undefined, 'data');
  return data === undefined ? null : textOf(data);
}
