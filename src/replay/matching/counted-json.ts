import type { JsonLiteral, JsonMember, JsonNode } from '../../json/node.js';
import type { JsonPaths, Steps } from '../../redact/json-paths.js';

/** Which places in JSON take no part in matching, and which do all the same. */
export interface CountedPlaces {
  readonly ignored: JsonPaths;
  readonly compared: JsonPaths;
}

/** Stands for an ignored item, so that those behind it keep their index. */
const NOTHING: JsonLiteral = { kind: 'literal', value: null, source: 'null', start: 0, end: 4 };

/** What of a value takes part; the very node if all does, null if nothing does. */
export function countedJson(node: JsonNode, { ignored, compared }: CountedPlaces): JsonNode | null {
  function counted(at: JsonNode, ignore: Steps, compare: Steps, above: boolean): JsonNode | null {
    if (compared.isEnd(compare)) return at;
    const hidden = above || ignored.isEnd(ignore);
    if (hidden ? compare.length === 0 : ignore.length === 0) return hidden ? null : at;
    const within = (child: JsonNode, token: string): JsonNode | null =>
      counted(child, ignored.into(ignore, token), compared.into(compare, token), hidden);
    switch (at.kind) {
      case 'object': {
        const members = at.members.flatMap((each): readonly JsonMember[] => {
          const value = within(each.value, each.name);
          if (value === null) return [];
          return [value === each.value ? each : { ...each, value }];
        });
        if (hidden && members.length === 0) return null;
        return sameItems(members, at.members) ? at : { ...at, members };
      }
      case 'array': {
        const items = at.items.map((each, index) => within(each, String(index)) ?? NOTHING);
        while (items.at(-1) === NOTHING) items.pop();
        if (hidden && items.length === 0) return null;
        return sameItems(items, at.items) ? at : { ...at, items };
      }
      default:
        return hidden ? null : at;
    }
  }
  return counted(node, ignored.start, compared.start, false);
}

function sameItems<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}
