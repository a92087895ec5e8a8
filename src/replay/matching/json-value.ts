import { type JsonNode, textOf } from '../../json/node.js';
import { walkJson } from '../../json/walk-json.js';

/** What is longer is told by its length: reports stay readable, whatever a desktop sends. */
export const LONGEST_TOLD = 64 * 1024;

/**
 * A value to be written into a report: the JSON value itself, or `{"json": text}` if a number in it
 * would come out changed (beyond 2^53, `1.10` is fine), or `{"length": n}` if it is too long.
 */
export function jsonValue(node: JsonNode): unknown {
  const text = textOf(node);
  if (text.length > LONGEST_TOLD) return { length: text.length };
  let exact = true;
  walkJson(node, (each) => {
    if (each.kind === 'number' && !survives(textOf(each))) exact = false;
  });
  return exact ? (JSON.parse(text) as unknown) : { json: text };
}

function survives(digits: string): boolean {
  const value = Number(digits);
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return (
    digits
      .replace(/[eE].*$/u, '')
      .replace(/[-.]/gu, '')
      .replace(/^0+/u, '').length <= 15
  );
}
