import type { JsonNode } from './node.js';
import { pointerInto } from './pointer.js';

/** Told of each value: with its JSON Pointer (RFC 6901), and its name if it is a member of an object. */
export type JsonVisitor = (node: JsonNode, pointer: string, name: string | null) => void;

/** Visits a value and all within it, in the order of the text. As deep as the tree, which `parseJson` bounds. */
export function walkJson(node: JsonNode, visit: JsonVisitor): void {
  step(node, '', null, visit);
}

function step(node: JsonNode, pointer: string, name: string | null, visit: JsonVisitor): void {
  visit(node, pointer, name);
  if (node.kind === 'object') {
    for (const each of node.members) {
      step(each.value, pointerInto(pointer, each.name), each.name, visit);
    }
  } else if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      step(item, pointerInto(pointer, index), null, visit);
    });
  }
}
