import type { JsonArray, JsonMember, JsonNode, JsonObject } from '../../json/node.js';
import { isKeyAnId, type Leaf, placeWithin } from './json-leaves.js';
import { type Known, pairItems } from './pair-items.js';

/** A recorded leaf with the live one that stands in its place. */
export type PairVisitor = (
  recorded: Pick<Leaf, 'node' | 'place' | 'name'>,
  live: Leaf['node'],
  sure: boolean,
) => void;

/**
 * Goes side by side through what was recorded and what a live server said instead. Members are found by their name;
 * an object or a list whose name has changed, if it is the only one. What has no partner is passed over.
 */
export function pairUp(recorded: JsonNode, live: JsonNode, known: Known, visit: PairVisitor): void {
  step(recorded, live, '', null, true);

  function step(
    one: JsonNode,
    other: JsonNode,
    place: string,
    name: string | null,
    sure: boolean,
  ): void {
    if (one.kind === 'object') {
      if (other.kind === 'object') members(one, other, place, name, sure);
    } else if (one.kind === 'array') {
      if (other.kind === 'array') items(one, other, placeWithin(place, '*'), name, sure);
    } else if (one.kind !== 'literal' && (other.kind === 'string' || other.kind === 'number')) {
      visit({ node: one, place, name }, other, sure);
    }
  }

  function items(
    one: JsonArray,
    other: JsonArray,
    place: string,
    name: string | null,
    sure: boolean,
  ): void {
    for (const pair of pairItems(one.items, other.items, known)) {
      step(pair.recorded, pair.live, place, name, sure && pair.sure);
    }
  }

  function members(
    one: JsonObject,
    other: JsonObject,
    place: string,
    name: string | null,
    sure: boolean,
  ): void {
    const theirs = new Map<string, JsonMember[]>();
    for (const each of other.members) {
      const sameName = theirs.get(each.name);
      if (sameName === undefined) theirs.set(each.name, [each]);
      else sameName.push(each);
    }
    const take = (wanted: string): JsonMember | undefined => theirs.get(wanted)?.shift();
    const lonely: JsonMember[] = [];
    for (const each of one.members) {
      const isId = isKeyAnId(each.name);
      const found = take(each.name) ?? take((isId && known.live(each.name)) || '');
      if (found === undefined) lonely.push(each);
      else pairMember(each, found, isId, sure);
    }
    const left = [...theirs.values()].flat();
    for (const kind of ['object', 'array'] as const) {
      const ours = lonely.filter(({ value }) => value.kind === kind);
      const others = left.filter(({ value }) => value.kind === kind);
      const [only] = ours;
      const [same] = others;
      if (ours.length === 1 && others.length === 1 && only && same) {
        pairMember(only, same, isKeyAnId(only.name), false);
      }
    }

    function pairMember(
      { name: own, value }: JsonMember,
      found: JsonMember,
      isId: boolean,
      isSure: boolean,
    ): void {
      const within = placeWithin(place, isId ? '*' : own);
      step(value, found.value, within, isId ? name : own, isSure);
    }
  }
}
