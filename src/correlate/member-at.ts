import { type JsonNode, member } from '../json/node.js';

/** The value of a member, or of a place further down if `name` is a JSON Pointer (RFC 6901) through objects. */
export function memberAt(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (!name.startsWith('/')) return member(node, name);
  return tokensOf(name).reduce((found: JsonNode | undefined, token) => member(found, token), node);
}

/** The member of the whole that `memberAt` looks at first. */
export function firstName(name: string): string {
  return name.startsWith('/') ? (tokensOf(name)[0] ?? '') : name;
}

function tokensOf(pointer: string): string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The same, if it is a string; else null. */
export function stringAt(node: JsonNode | undefined, name: string): string | null {
  const value = memberAt(node, name);
  return value?.kind === 'string' ? value.value : null;
}
