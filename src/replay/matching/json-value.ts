import { type JsonNode, textOf } from '../../json/node.js';
import { walkJson } from '../../json/walk-json.js';

/** What is longer is told by its length: reports stay readable, whatever a desktop sends. */
export const LONGEST_TOLD = 64 * 1024;

/**
 * A value to be written into a report: the JSON value itself, or `{"json": text}` if it would come out changed
 * (a number beyond 2^53, `1.10`, a name that is there twice), or `{"length": n}` if it is too long.
 */
export function jsonValue(node: JsonNode): unknown {
  const text = textOf(node);
  if (text.length > LONGEST_TOLD) return { length: text.length };
  let exact = true;
  walkJson(node, (each) => {
    if (!survives(each)) exact = false;
  });
  return exact ? (JSON.parse(text) as unknown) : { json: text };
}

function survives(node: JsonNode): boolean {
  switch (node.kind) {
    case 'number': {
      const digits = textOf(node);
      const value = Number(digits);
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false;
      return JSON.stringify(value) === digits;
    }
    case 'object':
      return new Set(node.members.map(({ name }) => name)).size === node.members.length;
    default:
      return true;
  }
}
