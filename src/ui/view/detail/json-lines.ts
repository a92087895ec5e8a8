import type { JsonNode, JsonString } from '../../../json/node.js';
import { pointerInto } from '../../../json/pointer.js';
import { duplicateNames } from './duplicate-names.js';

/** How many children a node shows at most; what has more shows ranges of them. */
export const MOST_CHILDREN = 100;

/** A range of the children of a list or an object, counted from 0, `to` not included. */
export interface ChildRange {
  readonly from: number;
  readonly to: number;
}

/** A line of a tree: a value, or a range of the children of one. */
export interface JsonTreeLine {
  /** Names the line within its tree, also if a name is there twice: places of members and items, ranges as `a-b`. */
  readonly id: string;
  readonly parent: string | null;
  /** From 1. */
  readonly level: number;
  /** Among its siblings, from 1. */
  readonly place: number;
  readonly siblings: number;
  /** Of a member, as it stood. */
  readonly key: JsonString | null;
  /** Whether its object has that name more than once. */
  readonly duplicate: boolean;
  /** Of an item. */
  readonly index: number | null;
  /** The value; of a range the list or object. */
  readonly node: JsonNode;
  readonly range: ChildRange | null;
  /** Null if there is nothing in it that could be shown. */
  readonly open: boolean | null;
  /** JSON Pointer (RFC 6901); of a range that of the list or object. */
  readonly pointer: string;
}

export const ROOT_ID = '';

/** The lines of a tree that are to be seen, where these are open. Nothing is made of what is closed. */
export function jsonLines(
  root: JsonNode,
  isOpen: (id: string) => boolean,
): readonly JsonTreeLine[] {
  const lines: JsonTreeLine[] = [];
  const add = (line: Omit<JsonTreeLine, 'open'>) => {
    const range = line.range ?? { from: 0, to: childCount(line.node) };
    const open = range.to === range.from ? null : isOpen(line.id);
    lines.push({ ...line, open });
    if (open === true) addChildren({ ...line, open }, range);
  };
  const addChildren = (line: JsonTreeLine, range: ChildRange) => {
    const { node, pointer, id: parent } = line;
    const level = line.level + 1;
    const parts = partsOf(range);
    if (parts !== null) {
      parts.forEach((part, at) => {
        const id = `${idOfNode(line)}/${part.from}-${part.to}`;
        const place = at + 1;
        const about = { key: null, duplicate: false, index: null, node, pointer, range: part };
        add({ id, parent, level, place, siblings: parts.length, ...about });
      });
      return;
    }
    const siblings = range.to - range.from;
    const twice = node.kind === 'object' ? duplicateNames(node) : null;
    for (let at = range.from; at < range.to; at++) {
      const child = childOf(node, at, pointer);
      if (child === null) continue;
      const id = `${idOfNode(line)}/${at}`;
      const duplicate = child.key !== null && twice?.has(child.key.value) === true;
      const place = at - range.from + 1;
      add({ id, parent, level, place, siblings, duplicate, range: null, ...child });
    }
  };
  add({
    id: ROOT_ID,
    parent: null,
    level: 1,
    place: 1,
    siblings: 1,
    key: null,
    duplicate: false,
    index: null,
    node: root,
    range: null,
    pointer: '',
  });
  return lines;
}

/** How many members or items a value has. */
export function childCount(node: JsonNode): number {
  if (node.kind === 'object') return node.members.length;
  return node.kind === 'array' ? node.items.length : 0;
}

/** How many lines a value shows below its own once it is open. */
export function lineCount(node: JsonNode): number {
  const to = childCount(node);
  return partsOf({ from: 0, to })?.length ?? to;
}

/** Ranges of at most a hundred, or a hundred ranges of more; null if there is no need for them. */
function partsOf({ from, to }: ChildRange): readonly ChildRange[] | null {
  const count = to - from;
  if (count <= MOST_CHILDREN) return null;
  let size = MOST_CHILDREN;
  while (size * MOST_CHILDREN < count) size *= MOST_CHILDREN;
  const parts: ChildRange[] = [];
  for (let at = from; at < to; at += size) parts.push({ from: at, to: Math.min(to, at + size) });
  return parts;
}

/** The ids of the ranges in which a child stands, from the outermost. */
export function rangeIds(id: string, node: JsonNode, at: number): readonly string[] {
  const ids: string[] = [];
  let parts = partsOf({ from: 0, to: childCount(node) });
  while (parts !== null) {
    const part = parts.find(({ from, to }) => from <= at && at < to);
    if (part === undefined) break;
    ids.push(`${id}/${part.from}-${part.to}`);
    parts = partsOf(part);
  }
  return ids;
}

/** Children of a range are named as if there were no ranges. */
function idOfNode({ id, range }: JsonTreeLine): string {
  return range === null ? id : id.slice(0, id.lastIndexOf('/'));
}

function childOf(
  node: JsonNode,
  at: number,
  pointer: string,
): Pick<JsonTreeLine, 'key' | 'index' | 'node' | 'pointer'> | null {
  if (node.kind === 'object') {
    const member = node.members[at];
    if (member === undefined) return null;
    const { key, name, value } = member;
    return { key, index: null, node: value, pointer: pointerInto(pointer, name) };
  }
  const item = node.kind === 'array' ? node.items[at] : undefined;
  if (item === undefined) return null;
  return { key: null, index: at, node: item, pointer: pointerInto(pointer, at) };
}
