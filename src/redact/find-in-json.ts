import { type JsonNode, type JsonObject, type JsonString, stringMember } from '../json/node.js';
import { pointerInto } from '../json/pointer.js';
import { decodedJsonString, inSource } from './decoded-text.js';
import { findPatterns, withRuled } from './find-by-rule.js';
import { findInValue } from './find-in-value.js';
import { applyFindings, type Finding } from './finding.js';
import type { Inspection } from './inspection.js';
import type { Steps } from './json-paths.js';
import { bodyPlace } from './places.js';

/** How much of a value is secret for its name or place: nothing, its own text or list of texts, all of it. */
type Cover = 'none' | 'text' | 'all';

/**
 * Finds the values of secret members at any depth, what paths of rules lead to, and the secrets within
 * other strings. What is secret is so with every string and number in it, however deep; `true`, `false` and
 * `null` tell nothing.
 *
 * @param nesting how many texts this one is nested in
 */
export function findInJson(root: JsonNode, inspection: Inspection, nesting = 0): Finding[] {
  const found: Finding[] = [];
  const { names, pseudonyms, paths, looks } = inspection;

  function search(
    node: JsonNode,
    pointer: string,
    name: string | null,
    cover: Cover,
    steps: Steps,
  ): void {
    const secret = steps.length > 0 && paths?.isEnd(steps) ? 'all' : cover;
    switch (node.kind) {
      case 'object': {
        const pair = secretOfPair(node);
        for (const { name: own, key, value } of node.members) {
          const held = own === 'value' && pair !== 'none' ? pair : coverBy(own);
          const below = secret === 'all' ? 'all' : held;
          const further = steps.length === 0 ? steps : stepsInto(steps, node, own);
          search(value, pointerInto(pointer, redactedName(key, pointer)), own, below, further);
        }
        return;
      }
      case 'array':
        for (const [index, item] of node.items.entries()) {
          const further = steps.length === 0 ? steps : stepsAt(steps, index, item);
          search(item, pointerInto(pointer, index), name, secret, further);
        }
        return;
      case 'number':
        if (secret !== 'none' || matches(node)) number(node, pointer);
        return;
      case 'string':
        if (secret !== 'none') whole(node, pointer);
        else within(node, pointer, name);
    }
  }

  function coverBy(name: string): Cover {
    if (names.field(name)) return 'all';
    return names.text(name) ? 'text' : 'none';
  }

  /** Of `{"name":"password","value":…}`, as lists of settings and headers have it. */
  function secretOfPair(node: JsonObject): Cover {
    const name = stringMember(node, 'name') ?? stringMember(node, 'key');
    return name === null ? 'none' : coverBy(name);
  }

  /** In Bayeux, paths begin at each message, whatever batch it is in, and also at its data. */
  function stepsAt(steps: Steps, index: number, item: JsonNode): Steps {
    if (paths === null) return steps;
    return messages.has(item) ? paths.start : paths.into(steps, String(index));
  }

  function stepsInto(steps: Steps, node: JsonObject, name: string): Steps {
    if (paths === null) return steps;
    const further = paths.into(steps, name);
    const isData = name === 'data' && messages.has(node);
    return isData ? [...new Set([...further, ...paths.start])] : further;
  }

  function matches({ source, start, end }: JsonNode): boolean {
    return looks !== null && findPatterns(source.slice(start, end), looks).length > 0;
  }

  function number({ source, start, end }: JsonNode, pointer: string): void {
    const text = pseudonyms.ofNumber(source.slice(start, end));
    found.push({ start, end, text, place: bodyPlace(pointer), isNumber: nesting === 0 });
  }

  function whole(node: JsonString, pointer: string): void {
    const text = pseudonyms.of(node.value);
    found.push({ start: node.start + 1, end: node.end - 1, text, place: bodyPlace(pointer) });
  }

  function within(node: JsonString, pointer: string, name: string | null): void {
    if (!names.mayHoldSecret(node.value)) return;
    const inner = findInValue(node.value, inspection, nesting + 1, name);
    if (inner.length === 0) return;
    const decoded = decodedJsonString(node.source, node.start + 1, node.end - 1);
    for (const each of inSource(decoded, inner, bodyPlace(pointer))) found.push(each);
  }

  /** A member's name without what rules call secret for its looks; the place of that is the object. */
  function redactedName(key: JsonString, pointer: string): string {
    if (looks === null || !names.mayHoldSecret(key.value)) return key.value;
    const inner = withRuled([], key.value, null, inspection);
    if (inner.length === 0) return key.value;
    const decoded = decodedJsonString(key.source, key.start + 1, key.end - 1);
    for (const each of inSource(decoded, inner, bodyPlace(pointer))) found.push(each);
    return applyFindings(key.value, inner).text;
  }

  const messages = paths === null ? noMessages : messagesIn(root);
  search(root, '', null, 'none', paths === null ? noSteps : paths.start);
  return found;
}

const noSteps: Steps = [];
const noMessages: ReadonlySet<JsonNode> = new Set();

/** The messages of a Bayeux batch, or the one that a text is; none if it is anything else. */
function messagesIn(root: JsonNode): ReadonlySet<JsonNode> {
  const nodes = root.kind === 'array' ? root.items : [root];
  // By its channel (Bayeux §2.2) alone, for what is a message in one place must be one in all.
  const isBatch = nodes.every((node) => stringMember(node, 'channel')?.startsWith('/'));
  return isBatch ? new Set(nodes) : noMessages;
}
