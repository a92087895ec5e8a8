import { equalJson } from '../json/compare-json.js';
import { type JsonNode, member, textOf } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { type Edit, replaceSpans } from '../json/replace-spans.js';
import { walkJson } from '../json/walk-json.js';
import { clientReferenceMembers } from './matching/compare-shapes.js';
import type { ShapeBody } from './matching/request-shape.js';

/** How a reference that the client supplied was named in the recording, and how the live client names it. */
export interface Echo {
  readonly recorded: JsonNode;
  /** JSON text, as it came. */
  readonly live: string;
}

/** The references that both a recorded call and the live one supply, where they differ. */
export function echoesOf(recorded: ShapeBody, live: ShapeBody): readonly Echo[] {
  if (recorded.kind !== 'json' || live.kind !== 'json') return none;
  let echoes: Echo[] | null = null;
  for (const name of clientReferenceMembers) {
    const theirs = member(recorded.node, name);
    if (!isReference(theirs)) continue;
    const ours = member(live.node, name);
    if (!isReference(ours) || textOf(theirs) === textOf(ours)) continue;
    echoes ??= [];
    echoes.push({ recorded: theirs, live: textOf(ours) });
  }
  return echoes ?? none;
}

const none: readonly Echo[] = [];

/** Names references as the live client did, wherever they stand in a JSON text; all else stays byte for byte. */
export function withEchoes(text: string, echoes: readonly Echo[]): string {
  const root = echoes.length === 0 ? null : tryParseJson(text);
  if (root === null) return text;
  const edits: Edit[] = [];
  walkJson(root, (node, _pointer, name) => {
    if (name === null || !isReferenceName(name)) return;
    const echo = echoes.find(({ recorded }) => equalJson(recorded, node));
    if (echo) edits.push({ start: node.start, end: node.end, text: echo.live });
  });
  return edits.length === 0 ? text : replaceSpans(text, edits);
}

function isReference(node: JsonNode | undefined): node is JsonNode {
  return node?.kind === 'string' || node?.kind === 'number';
}

function isReferenceName(name: string): boolean {
  return clientReferenceMembers.some((each) => each === name);
}
