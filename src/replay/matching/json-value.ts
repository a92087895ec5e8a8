import { type JsonNode, textOf } from '../../json/node.js';
import { walkJson } from '../../json/walk-json.js';

/**
 * A value to be written into a report: the JSON value itself, or `{"json": text}` if a number in it
 * would come out changed (beyond 2^53, `1.10` is fine).
 */
export function jsonValue(node: JsonNode): unknown {
  let exact = true;
  walkJson(node, (each) => {
    if (each.kind === 'number' && !survives(textOf(each))) exact = false;
  });
  const text = textOf(node);
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
