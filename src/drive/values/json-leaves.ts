import { type JsonNode, type JsonNumber, type JsonString, textOf } from '../../json/node.js';
import { pointerInto } from '../../json/pointer.js';
import { shapeOf } from './shape.js';

/** A string or number within a JSON text, or the name of a member. */
export interface Leaf {
  readonly node: JsonString | JsonNumber;
  /** JSON Pointer in which `*` stands for any item, and for a member whose name is an identifier. */
  readonly place: string;
  /** Of the member that holds it; an item has the name of its list; null for the root. */
  readonly name: string | null;
  /** Of the member around that. */
  readonly owner: string | null;
  /** It is an item of a list. */
  readonly item: boolean;
  /** It is the name of a member. */
  readonly key: boolean;
}

/** Goes through all strings and numbers in the order of the text, and through names that are identifiers. */
export function eachLeaf(root: JsonNode, visit: (leaf: Leaf) => void): void {
  step(root, '', null, null, false, visit);
}

function step(
  node: JsonNode,
  place: string,
  name: string | null,
  owner: string | null,
  item: boolean,
  visit: (leaf: Leaf) => void,
): void {
  if (node.kind === 'string' || node.kind === 'number') {
    visit({ node, place, name, owner, item, key: false });
  } else if (node.kind === 'array') {
    const within = placeWithin(place, '*');
    for (const each of node.items) step(each, within, name, owner, true, visit);
  } else if (node.kind === 'object') {
    for (const { name: own, key, value } of node.members) {
      const isId = isKeyAnId(own);
      const within = placeWithin(place, isId ? '*' : own);
      if (isId) visit({ node: key, place: within, name, owner, item: false, key: true });
      step(value, within, isId ? name : own, isId ? owner : name, false, visit);
    }
  }
}

/** Whether the name of a member is no name, but an identifier: `{"01QQ…": 57}`. */
export function isKeyAnId(name: string): boolean {
  // Nearly all names are told apart by this alone.
  return name.length >= 6 && /[\d~]/u.test(name) && shapeOf(name) === 'id';
}

/** Of deeper places, or of longer names, the end is left out: a place is there for people, and is kept with each value. */
const longestPlace = 500;
const longestName = 100;

/** The place of a member or an item (`*`), given that of what it stands in. */
export function placeWithin(place: string, name: string): string {
  return place.length > longestPlace ? place : pointerInto(place, name.slice(0, longestName));
}

/** The raw value of a leaf with the offset where it stands: without the quotes of a string. */
export function rawOf(node: JsonString | JsonNumber): {
  readonly raw: string;
  readonly at: number;
} {
  return node.kind === 'string'
    ? { raw: node.source.slice(node.start + 1, node.end - 1), at: node.start + 1 }
    : { raw: textOf(node), at: node.start };
}
