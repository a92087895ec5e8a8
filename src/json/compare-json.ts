import { canonicalNumber } from './decimal.js';
import {
  type JsonMember,
  type JsonNode,
  type JsonNumber,
  type JsonObject,
  textOf,
} from './node.js';
import { pointerInto } from './pointer.js';
import { sortedMembers } from './sorted-members.js';
import { valuesByName } from './values-by-name.js';

/** A place where two values differ; a side that has nothing there is absent. */
export interface JsonDifference {
  /** JSON Pointer (RFC 6901); of names that are there twice it does not say which. */
  readonly path: string;
  readonly left?: JsonNode;
  readonly right?: JsonNode;
}

/**
 * Whether two texts say the same: members in any order (those of one name in theirs), items in order,
 * numbers exactly as decimals (1.10 is 1.1, -0 is 0, 9007199254740993 is not 9007199254740992), strings unescaped.
 */
export function equalJson(left: JsonNode, right: JsonNode): boolean {
  switch (left.kind) {
    case 'object':
      return right.kind === 'object' && equalMembers(left, right);
    case 'array':
      return (
        right.kind === 'array' &&
        left.items.length === right.items.length &&
        left.items.every((item, index) => equalJson(item, right.items[index] as JsonNode))
      );
    case 'number':
      return right.kind === 'number' && equalNumbers(left, right);
    default:
      return right.kind === left.kind && left.value === right.value;
  }
}

function equalMembers(left: JsonObject, right: JsonObject): boolean {
  if (left.members.length !== right.members.length) return false;
  const theirs = sortedMembers(right);
  return sortedMembers(left).every(({ name, value }, index) => {
    const other = theirs[index] as JsonMember;
    return name === other.name && equalJson(value, other.value);
  });
}

function equalNumbers(left: JsonNumber, right: JsonNumber): boolean {
  return textOf(left) === textOf(right) || canonicalNumber(left) === canonicalNumber(right);
}

/**
 * Every place where two values differ in the sense of `equalJson`, as deep down as possible: first what
 * the left one has, in its order, then what only the right one has. Items are compared by their index.
 */
export function diffJson(left: JsonNode, right: JsonNode): readonly JsonDifference[] {
  return [...findDifferences(left, right)];
}

/** As `diffJson`, one by one: who has seen enough of them stops, and the rest is not compared. */
export function findDifferences(left: JsonNode, right: JsonNode): Generator<JsonDifference> {
  return compare(left, right, '');
}

function* compare(left: JsonNode, right: JsonNode, path: string): Generator<JsonDifference> {
  if (left.kind === 'object' && right.kind === 'object') {
    yield* compareMembers(left, right, path);
  } else if (left.kind === 'array' && right.kind === 'array') {
    yield* compareLists(left.items, right.items, (index) => pointerInto(path, index));
  } else if (!equalJson(left, right)) {
    yield { path, left, right };
  }
}

function* compareMembers(
  left: JsonObject,
  right: JsonObject,
  path: string,
): Generator<JsonDifference> {
  const ours = valuesByName(left);
  const theirs = valuesByName(right);
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const place = pointerInto(path, name);
    yield* compareLists(ours.get(name) ?? [], theirs.get(name) ?? [], () => place);
  }
}

function* compareLists(
  ours: readonly JsonNode[],
  theirs: readonly JsonNode[],
  place: (index: number) => string,
): Generator<JsonDifference> {
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const left = ours[index];
    const right = theirs[index];
    const path = place(index);
    if (left && right) yield* compare(left, right, path);
    else if (left) yield { path, left };
    else if (right) yield { path, right };
  }
}
