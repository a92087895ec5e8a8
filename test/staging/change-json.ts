import { type JsonNode, textOf } from '../../src/json/node.js';
import { parseJson } from '../../src/json/parse-json.js';
import { pointerInto } from '../../src/json/pointer.js';
import { replaceSpans } from '../../src/json/replace-spans.js';
import { walkJson } from '../../src/json/walk-json.js';

/** How one place of a JSON text is changed. */
export type JsonOperation =
  /** Another value of the same type. */
  | 'alter'
  /** The same value as another type: `45` as `"45"`. */
  | 'retype'
  | 'nullify'
  /** Takes a member or item out. */
  | 'remove'
  /** Puts a member `planted` into an object, or an item at the end of a list. */
  | 'add'
  /** Exchanges an item with the next. */
  | 'swap'
  /** The value that `text` is, one that the server gives elsewhere. */
  | 'put';

export interface JsonChange {
  readonly operation: JsonOperation;
  /** JSON of a `put`. */
  readonly text?: string;
  /** What is changed (RFC 6901); for `add` what something is put into. */
  readonly pointer: string;
}

/** Changes one place of a text and leaves all else as it stands; null if there is no such place. */
export function changeJson(text: string, change: JsonChange): string | null {
  const { operation, pointer } = change;
  const found = findNode(parseJson(text), pointer);
  if (found === null) return null;
  const { node, parent } = found;
  const replace = (at: JsonNode, by: string): string =>
    replaceSpans(text, [{ start: at.start, end: at.end, text: by }]);
  switch (operation) {
    case 'alter':
      return replace(node, altered(node));
    case 'retype':
      return replace(node, retyped(node));
    case 'nullify':
      return replace(node, 'null');
    case 'put':
      return replace(node, change.text ?? 'null');
    case 'add':
      return replace(node, withAnother(node));
    default: {
      if (parent === null) return null;
      const pieces = piecesOf(parent);
      const at = pieces.findIndex((piece) => piece.value === node);
      const [piece, next] = pieces.slice(at);
      if (operation === 'remove') pieces.splice(at, 1);
      else if (piece && next) pieces.splice(at, 2, next, piece);
      return replace(parent, written(parent, pieces));
    }
  }
}

function findNode(
  root: JsonNode,
  pointer: string,
): { readonly node: JsonNode; readonly parent: JsonNode | null } | null {
  let found: JsonNode | null = null;
  let parent: JsonNode | null = null;
  walkJson(root, (node, at) => {
    if (at === pointer) found = node;
  });
  walkJson(root, (node) => {
    if (piecesOf(node).some(({ value }) => value === found)) parent = node;
  });
  return found && { node: found, parent };
}

interface Piece {
  readonly text: string;
  readonly value: JsonNode | null;
}

function piecesOf(node: JsonNode): Piece[] {
  if (node.kind === 'array') return node.items.map((value) => ({ text: textOf(value), value }));
  if (node.kind !== 'object') return [];
  return node.members.map(({ key, value }) => ({
    text: `${textOf(key)}:${textOf(value)}`,
    value,
  }));
}

function written(node: JsonNode, pieces: readonly Piece[]): string {
  const inside = pieces.map(({ text }) => text).join(',');
  return node.kind === 'array' ? `[${inside}]` : `{${inside}}`;
}

/** Where `add` puts what it adds. */
export function addedPointer(node: JsonNode, pointer: string): string {
  return pointerInto(pointer, node.kind === 'array' ? node.items.length : 'planted');
}

function withAnother(node: JsonNode): string {
  const text = node.kind === 'array' ? '"planted"' : '"planted":1';
  return written(node, [...piecesOf(node), { text, value: null }]);
}

function altered(node: JsonNode): string {
  if (node.kind === 'literal') return node.value === true ? 'false' : 'true';
  const text = textOf(node);
  if (node.kind === 'number') {
    // Far enough from references that are given next.
    if (/^-?\d+$/.test(text)) return String(BigInt(text) + 1000n);
    return `${text}1`;
  }
  if (node.kind !== 'string') return '"planted"';
  // The path of a URI, whatever its origin.
  const uri = /^"https?:\/\/[^/"]+\//.exec(text)?.[0];
  return uri === undefined ? `${text.slice(0, -1)}X9"` : `${uri}planted/${text.slice(uri.length)}`;
}

function retyped(node: JsonNode): string {
  if (node.kind === 'number' || node.kind === 'literal') return `"${textOf(node)}"`;
  return node.kind === 'string' ? '1' : '"planted"';
}
