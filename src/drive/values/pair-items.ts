import type { JsonNode } from '../../json/node.js';
import { json } from './codec.js';
import { eachLeaf, type Leaf, rawOf } from './json-leaves.js';
import { isTemporal } from './names.js';
import { piecesOf } from './pieces.js';
import { shapeOf } from './shape.js';

/** What is known of the values of a recording while its answers are compared with live ones. */
export interface Known {
  isFollowed(value: string): boolean;
  /** What stands live for a recorded value; undefined if that is not known yet. */
  live(value: string): string | undefined;
}

/** A recorded item with the live one that it became. */
export interface Pair {
  readonly recorded: JsonNode;
  readonly live: JsonNode;
  /** False if nothing but their order says so. */
  readonly sure: boolean;
}

/**
 * Which live item stands for which recorded one: first the one that has an id which is known already or the same, then the one that says the same but
 * for ids and times, then, if as many are left on both sides, by their order. What is left then has no partner.
 */
export function pairItems(
  recorded: readonly JsonNode[],
  live: readonly JsonNode[],
  known: Known,
): readonly Pair[] {
  const [onlyRecorded] = recorded;
  const [onlyLive] = live;
  if (recorded.length === 1 && live.length === 1 && onlyRecorded && onlyLive) {
    return [{ recorded: onlyRecorded, live: onlyLive, sure: true }];
  }
  const pairs: Pair[] = [];
  const left = new Set(live);
  const take = (each: JsonNode, other: JsonNode, sure: boolean): void => {
    left.delete(other);
    pairs.push({ recorded: each, live: other, sure });
  };
  const ours = indexed(recorded, textsIn);
  const theirs = indexed(live, textsIn);
  const unknown = recorded.filter((each) => {
    for (const text of textsIn(each)) {
      // What several items have in common, their owner for instance, tells none from another.
      if (!known.isFollowed(text) || ours.get(text)?.length !== 1) continue;
      const [item, ...more] = theirs.get(known.live(text) ?? text) ?? [];
      if (item === undefined || more.length > 0 || !left.has(item)) continue;
      take(each, item, true);
      return false;
    }
    return true;
  });
  const lookOf = looker(unknown, left, known);
  const looks = indexed(unknown, (item) => [lookOf(item)]);
  const liveLooks = indexed([...left], (item) => [lookOf(item)]);
  const lonely = new Set<JsonNode>();
  for (const [look, alike] of looks) {
    const others = liveLooks.get(look) ?? [];
    for (const [index, each] of alike.entries()) {
      const other = others[index];
      if (other === undefined) lonely.add(each);
      else take(each, other, alike.length === 1 && others.length === 1);
    }
  }
  const rest = [...left];
  const unlike = unknown.filter((each) => lonely.has(each));
  if (unlike.length === rest.length) {
    for (const [index, each] of unlike.entries()) {
      const other = rest[index];
      if (other !== undefined) take(each, other, false);
    }
  }
  return pairs;
}

function indexed(
  items: readonly JsonNode[],
  keys: (item: JsonNode) => readonly string[],
): ReadonlyMap<string, readonly JsonNode[]> {
  const found = new Map<string, JsonNode[]>();
  for (const item of items) {
    for (const key of new Set(keys(item))) {
      const alike = found.get(key);
      if (alike === undefined) found.set(key, [item]);
      else alike.push(item);
    }
  }
  return found;
}

function textsIn(item: JsonNode): readonly string[] {
  const texts: string[] = [];
  eachLeaf(item, ({ node }) => {
    for (const { text } of piecesOf(rawOf(node).raw, json)) texts.push(text);
  });
  return texts;
}

/** Tells what an item says: only where both servers say something, and no ids and times. */
function looker(
  recorded: Iterable<JsonNode>,
  live: Iterable<JsonNode>,
  known: Known,
): (item: JsonNode) => string {
  const varying = new Set<string>();
  const ours = placesIn(recorded, ({ place, name, key }, text) => {
    const shape = shapeOf(text);
    const isVarying = shape === 'id' || shape === 'uri' || shape === 'time';
    if (key || isVarying || isTemporal(name) || known.isFollowed(text)) varying.add(place);
  });
  const theirs = placesIn(live, () => {});
  return (item) => {
    const said: string[] = [];
    eachLeaf(item, ({ node, place }) => {
      const isCommon = ours.has(place) && theirs.has(place);
      if (isCommon && !varying.has(place)) said.push(`${place}=${plainText(node)}`);
    });
    return said.join('\n');
  };
}

function placesIn(
  items: Iterable<JsonNode>,
  visit: (leaf: Leaf, text: string) => void,
): ReadonlySet<string> {
  const places = new Set<string>();
  for (const item of items) {
    eachLeaf(item, (leaf) => {
      places.add(leaf.place);
      visit(leaf, plainText(leaf.node));
    });
  }
  return places;
}

function plainText(node: Leaf['node']): string {
  return node.kind === 'string' ? node.value : rawOf(node).raw;
}
