import type { JsonObject } from '../../json/node.js';
import { type Edit, replaceSpans } from '../../json/replace-spans.js';
import { parsedText } from './parsed-text.js';

/** By member: the JSON text of its new value, or null to take it away. Members not named stay as they are. */
export type MemberChanges = Readonly<Record<string, string | null>>;

/**
 * Changes members of a JSON object's text and leaves the rest of it byte for byte. What is not there yet comes last;
 * of a name that is there twice the last one is changed and the others go.
 */
export function editMembers(text: string, changes: MemberChanges): string {
  const node = parsedText(text);
  if (node?.kind !== 'object' || Object.keys(changes).length === 0) return text;
  const edits: Edit[] = [];
  const added: string[] = [];
  const kept = node.members.map(() => true);
  for (const [name, value] of Object.entries(changes)) {
    const last = node.members.findLastIndex((each) => each.name === name);
    node.members.forEach((each, index) => {
      if (each.name !== name) return;
      if (index !== last || value === null) kept[index] = false;
      else edits.push({ start: each.value.start, end: each.value.end, text: value });
    });
    if (last < 0 && value !== null) added.push(`${JSON.stringify(name)}:${value}`);
  }
  edits.push(...removals(node, kept));
  if (added.length > 0) {
    const more = `${kept.includes(true) ? ',' : ''}${added.join(',')}`;
    const at = node.members.at(-1)?.value.end ?? node.start + 1;
    edits.push({ start: at, end: at, text: more });
  }
  return replaceSpans(text, edits);
}

/** A member goes with the comma before it, the first ones with the comma after. */
function removals(node: JsonObject, kept: readonly boolean[]): Edit[] {
  const first = kept.indexOf(true);
  return node.members.flatMap((each, index) => {
    if (kept[index]) return [];
    const leading = first < 0 || index < first;
    const next = node.members[index + 1];
    const before = node.members[index - 1];
    return [
      {
        start: leading ? each.key.start : (before?.value.end ?? each.key.start),
        end: leading && next !== undefined ? next.key.start : each.value.end,
        text: '',
      },
    ];
  });
}
