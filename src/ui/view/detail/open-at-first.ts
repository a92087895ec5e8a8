import type { JsonNode } from '../../../json/node.js';
import { childCount, lineCount, MOST_CHILDREN, ROOT_ID } from './json-lines.js';

/** So many lines are shown of a tree before anybody has opened anything. */
const LINES = 60;

/** Which nodes of a tree are open at first: level by level, as long as what they hold has room. */
export function openAtFirst(root: JsonNode): ReadonlySet<string> {
  const open = new Set<string>([ROOT_ID]);
  let room = LINES - lineCount(root);
  let level = childrenOf(ROOT_ID, root);
  while (level.length > 0) {
    const next: { id: string; node: JsonNode }[] = [];
    for (const { id, node } of level) {
      const count = lineCount(node);
      if (count === 0 || count > room) continue;
      room -= count;
      open.add(id);
      next.push(...childrenOf(id, node));
    }
    level = next;
  }
  return open;
}

/** Every node with something in it, as long as no more than so many lines would be shown; null if they would. */
export function allOpen(root: JsonNode, most: number): ReadonlySet<string> | null {
  const open = new Set<string>();
  let lines = 1;
  const visit = (id: string, node: JsonNode): boolean => {
    const count = childCount(node);
    if (count === 0) return true;
    lines += count;
    if (lines > most || count > MOST_CHILDREN) return false;
    open.add(id);
    return childrenOf(id, node).every((child) => visit(child.id, child.node));
  };
  return visit(ROOT_ID, root) ? open : null;
}

function childrenOf(id: string, node: JsonNode): { id: string; node: JsonNode }[] {
  if (childCount(node) > MOST_CHILDREN) return [];
  if (node.kind === 'object') {
    return node.members.map(({ value }, at) => ({ id: `${id}/${at}`, node: value }));
  }
  return node.kind === 'array'
    ? node.items.map((item, at) => ({ id: `${id}/${at}`, node: item }))
    : [];
}
