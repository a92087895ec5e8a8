import type { JsonMember, JsonNode, JsonObject } from '../../json/node.js';
import { pointerInto } from '../../json/pointer.js';
import { valuesByName } from '../../json/values-by-name.js';
import { pairItems } from './pair-items.js';
import { type Neutral, neutralText, sameScalar } from './same-value.js';

/** A place where two values differ; a side that has nothing there is absent. */
export interface ValueDifference {
  /** JSON Pointer (RFC 6901): into the candidate's value if only that one has it. */
  readonly path: string;
  /** The same with a `*` for each item of a list. */
  readonly place: string;
  readonly left?: JsonNode;
  readonly right?: JsonNode;
  /** Two lists that hold the same items in another order. */
  readonly reordered?: true;
  /** They are equal once both are neutral: they differ in the origin of the server alone. */
  readonly neutral?: true;
}

/** How values are compared. */
export interface ValueRules {
  /** Names of members whose lists are sets: the order of their items means nothing. */
  readonly sets: ReadonlySet<string>;
  readonly neutral: Neutral;
  /** The same, and identifiers have the names that both sides likely share: items and members are found again by it. Default: `neutral`. */
  readonly shared?: Neutral;
}

/**
 * Every place where two values differ, as deep down as can be: numbers exactly, sets as sets. An item that only one list
 * has is one difference, and shifts no other.
 */
export function* compareValues(
  left: JsonNode,
  right: JsonNode,
  rules: ValueRules,
): Generator<ValueDifference> {
  yield* compare(left, right, '', '', null, rules);
}

function* compare(
  left: JsonNode,
  right: JsonNode,
  path: string,
  place: string,
  name: string | null,
  rules: ValueRules,
): Generator<ValueDifference> {
  if (left.kind === 'object' && right.kind === 'object') {
    yield* compareMembers(left, right, path, place, rules);
  } else if (left.kind === 'array' && right.kind === 'array') {
    const isSet = name !== null && rules.sets.has(name);
    yield* compareItems(left, right, path, place, isSet, rules);
  } else if (!sameScalar(left, right)) {
    const neutral =
      left.kind === right.kind &&
      neutralText(left, 'baseline', rules.neutral) ===
        neutralText(right, 'candidate', rules.neutral);
    yield { path, place, left, right, ...(neutral ? { neutral } : {}) };
  }
}

function* compareMembers(
  left: JsonObject,
  right: JsonObject,
  path: string,
  place: string,
  rules: ValueRules,
): Generator<ValueDifference> {
  // Nearly always both have the same names in the same order.
  const { members } = left;
  const others = right.members;
  if (
    members.length === others.length &&
    members.every((each, at) => each.name === others[at]?.name)
  ) {
    for (const [at, { name, value }] of members.entries()) {
      const other = (others[at] as JsonMember).value;
      if (identical(value, other)) continue;
      yield* compare(value, other, pointerInto(path, name), pointerInto(place, name), name, rules);
    }
    return;
  }
  const ours = valuesByName(left);
  const theirs = valuesByName(right);
  const renamed = renamedMembers(left, right, rules);
  const taken = new Set(Array.from(renamed.values(), ([, { name }]) => name));
  for (const [name, one] of ours) {
    const [here, there] = [pointerInto(path, name), pointerInto(place, name)];
    const keys = renamed.get(name);
    if (keys !== undefined) yield* compare(keys[0].key, keys[1].key, here, there, name, rules);
    const other = theirs.get(keys?.[1].name ?? name) ?? [];
    const others = keys === undefined && taken.has(name) ? [] : other;
    for (let at = 0; at < Math.max(one.length, others.length); at++) {
      const [l, r] = [one[at], others[at]];
      if (l && r) yield* compare(l, r, here, there, name, rules);
      else if (l) yield { path: here, place: there, left: l };
      else if (r) yield { path: here, place: there, right: r };
    }
  }
  for (const [name, others] of theirs) {
    if (taken.has(name) || (ours.has(name) && !renamed.has(name))) continue;
    const [here, there] = [pointerInto(path, name), pointerInto(place, name)];
    for (const right of others) yield { path: here, place: there, right };
  }
}

/** Members that are called by an identifier, which both sides call otherwise: by the baseline's name. */
function renamedMembers(
  left: JsonObject,
  right: JsonObject,
  { shared }: ValueRules,
): ReadonlyMap<string, readonly [JsonMember, JsonMember]> {
  const renamed = new Map<string, readonly [JsonMember, JsonMember]>();
  if (shared === undefined) return renamed;
  const byName = new Map(right.members.map((each) => [shared(each.name, 'candidate'), each]));
  for (const member of left.members) {
    const other = byName.get(shared(member.name, 'baseline'));
    if (other === undefined || other.name === member.name) continue;
    if (renamed.has(member.name)) continue;
    byName.delete(shared(member.name, 'baseline'));
    renamed.set(member.name, [member, other]);
  }
  return renamed;
}

function* compareItems(
  left: JsonNode & { readonly kind: 'array' },
  right: JsonNode & { readonly kind: 'array' },
  path: string,
  place: string,
  isSet: boolean,
  rules: ValueRules,
): Generator<ValueDifference> {
  const shared = rules.shared ?? rules.neutral;
  const ours = left.items.map((item) => neutralText(item, 'baseline', shared));
  const theirs = right.items.map((item) => neutralText(item, 'candidate', shared));
  const { pairs, removed, added, reordered } = pairItems(
    left.items,
    right.items,
    ours,
    theirs,
    isSet,
  );
  if (reordered) {
    yield { path, place, left, right, reordered };
    return;
  }
  const inner = `${place}/*`;
  for (const [one, two] of pairs) {
    const [l, r] = [left.items[one] as JsonNode, right.items[two] as JsonNode];
    // Items that are equal but for origins are looked into, so that those are counted.
    if (!identical(l, r)) yield* compare(l, r, pointerInto(path, one), inner, null, rules);
  }
  for (const at of removed) {
    yield { path: pointerInto(path, at), place: inner, left: left.items[at] as JsonNode };
  }
  for (const at of added) {
    yield { path: pointerInto(path, at), place: inner, right: right.items[at] as JsonNode };
  }
}

/** Whether two values are written the same: most are, and need no closer look. */
function identical(left: JsonNode, right: JsonNode): boolean {
  const length = left.end - left.start;
  if (length !== right.end - right.start) return false;
  return left.source.slice(left.start, left.end) === right.source.slice(right.start, right.end);
}
