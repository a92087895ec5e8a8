interface Span {
  /** The whole text that was parsed; `start` and `end` point into it (UTF-16 units). */
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

export interface JsonObject extends Span {
  readonly kind: 'object';
  /** In order, duplicates included. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly name: string;
  readonly key: JsonString;
  readonly value: JsonNode;
}

export interface JsonArray extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonString extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** A number; its exact digits are its text. */
export interface JsonNumber extends Span {
  readonly kind: 'number';
}

export interface JsonLiteral extends Span {
  readonly kind: 'literal';
  readonly value: true | false | null;
}

/** A JSON value that still knows where it stood, so that its text can be taken or replaced exactly. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

/** The original text of a value. */
export function textOf(node: JsonNode): string {
  return node.source.slice(node.start, node.end);
}

/** The member of that name, the last one if it is there twice (as `JSON.parse` decides); undefined if there is none or `node` is no object. */
export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  const { members } = node;
  for (let at = members.length - 1; at >= 0; at--) {
    const each = members[at];
    if (each?.name === name) return each.value;
  }
  return undefined;
}

/** The string value of a member, or null if there is no such member or it is no string. */
export function stringMember(node: JsonNode | undefined, name: string): string | null {
  const value = member(node, name);
  return value?.kind === 'string' ? value.value : null;
}
