import { type JsonNode, type JsonObject, type JsonString, stringMember } from '../json/node.js';
import { pointerInto } from '../json/pointer.js';
import { decodedJsonString, inSource } from './decoded-text.js';
import { findInValue } from './find-in-value.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import { bodyPlace } from './places.js';

/**
 * Finds the values of secret members at any depth, and the secrets within other strings. Under a
 * secret name every string and number counts, however deep; `true`, `false` and `null` tell nothing.
 *
 * @param nesting how many texts this one is nested in
 */
export function findInJson(root: JsonNode, inspection: Inspection, nesting = 0): Finding[] {
  const found: Finding[] = [];
  const { names, pseudonyms } = inspection;

  function search(node: JsonNode, pointer: string, secret: boolean): void {
    switch (node.kind) {
      case 'object': {
        const pair = isSecretPair(node) ? 'value' : null;
        for (const each of node.members) {
          const named = each.name === pair || names.field(each.name);
          search(each.value, pointerInto(pointer, each.name), secret || named);
        }
        return;
      }
      case 'array':
        for (const [index, item] of node.items.entries()) {
          search(item, pointerInto(pointer, index), secret);
        }
        return;
      case 'number':
        if (secret) {
          const text = pseudonyms.ofNumber(node.source.slice(node.start, node.end));
          found.push({ start: node.start, end: node.end, text, place: bodyPlace(pointer) });
        }
        return;
      case 'string':
        if (secret) whole(node, pointer);
        else within(node, pointer);
    }
  }

  /** `{"name":"password","value":…}`, as lists of settings and headers have it. */
  function isSecretPair(node: JsonObject): boolean {
    const name = stringMember(node, 'name') ?? stringMember(node, 'key');
    return name !== null && names.field(name);
  }

  function whole(node: JsonString, pointer: string): void {
    const text = pseudonyms.of(node.value);
    found.push({ start: node.start + 1, end: node.end - 1, text, place: bodyPlace(pointer) });
  }

  function within(node: JsonString, pointer: string): void {
    if (!names.mayHoldSecret(node.value)) return;
    const inner = findInValue(node.value, inspection, nesting + 1);
    if (inner.length === 0) return;
    const decoded = decodedJsonString(node.source, node.start + 1, node.end - 1);
    for (const each of inSource(decoded, inner, bodyPlace(pointer))) found.push(each);
  }

  search(root, '', false);
  return found;
}
