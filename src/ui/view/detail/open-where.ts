import { type JsonNode, textOf } from '../../../json/node.js';
import { ROOT_ID, rangeIds } from './json-lines.js';

/** So many places are opened to. */
const MOST = 20;

/** What must be open so that the first places are seen in which a text is found, in names and values. */
export function openWhere(root: JsonNode, wanted: RegExp | null): ReadonlySet<string> {
  const open = new Set<string>();
  if (wanted === null) return open;
  let found = 0;
  // A fresh one: a global expression remembers where it stopped.
  const pattern = new RegExp(wanted.source, wanted.flags.replace('g', ''));
  const visit = (id: string, node: JsonNode): boolean => {
    if (node.kind !== 'object' && node.kind !== 'array') {
      return pattern.test(node.kind === 'string' ? node.value : textOf(node));
    }
    const count = node.kind === 'object' ? node.members.length : node.items.length;
    let within = false;
    for (let at = 0; at < count && found < MOST; at++) {
      const member = node.kind === 'object' ? node.members[at] : undefined;
      const value = node.kind === 'object' ? member?.value : node.items[at];
      if (value === undefined) continue;
      const isNamed = member !== undefined && pattern.test(member.name);
      const isWithin = visit(`${id}/${at}`, value);
      if (!isNamed && !isWithin) continue;
      if (isNamed || (value.kind !== 'object' && value.kind !== 'array')) found++;
      within = true;
      for (const each of [id, ...rangeIds(id, node, at)]) open.add(each);
    }
    return within;
  };
  visit(ROOT_ID, root);
  return open;
}
