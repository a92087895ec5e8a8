import { type JsonNode, textOf } from '../json/node.js';
import type { CorrelationRules } from './correlation-rules.js';
import { defaultRules } from './default-rules.js';
import type { BulkReference, JsonText, NotificationPassed } from './events.js';
import { firstName, memberAt, stringAt } from './member-at.js';
import { operationInPath } from './path-template.js';

/** A longer text is neither a reference nor a resource's id: what is remembered stays small. */
const MAX_IDENTIFIER_LENGTH = 1_000;
/** References of one bulk answer that are looked at. */
const MAX_BULK = 1_000;

/** What a call's request says about itself. */
export interface CallFacts {
  readonly operation: string | null;
  readonly reference: JsonText | null;
}

/** What a call's answer says. */
export interface AnswerFacts {
  readonly statusCode: number | null;
  readonly reference: JsonText | null;
  /** Null if there are none. */
  readonly references: readonly BulkReference[] | null;
}

/** The members of an answer's body that `answerFacts` looks at. */
export function answerMembers({ members }: CorrelationRules = defaultRules): ReadonlySet<string> {
  const names = [members.statusCode, ...members.references, members.bulkReferences];
  return new Set(names.map(firstName));
}

/** What a notification's `data` says. */
export interface DataFacts {
  readonly messageType: string | null;
  readonly notificationType: string | null;
  readonly reference: JsonText | null;
  readonly resource: NotificationPassed['resource'];
}

/**
 * Reads a request. The operation is the body's, else the path's.
 *
 * @param body null for one that is absent or no JSON
 */
export function callFacts(
  path: string,
  body: JsonNode | null,
  rules: CorrelationRules = defaultRules,
): CallFacts {
  const node = body ?? undefined;
  return {
    operation: stringAt(node, rules.members.operation) ?? operationInPath(path, rules),
    reference: referenceOf(node, rules),
  };
}

/** Reads an answer's body; null for one that is absent or no JSON. */
export function answerFacts(
  body: JsonNode | null,
  rules: CorrelationRules = defaultRules,
): AnswerFacts {
  const node = body ?? undefined;
  const code = memberAt(node, rules.members.statusCode);
  return {
    statusCode: code?.kind === 'number' ? Number(textOf(code)) : null,
    reference: referenceOf(node, rules),
    references: bulkReferencesOf(memberAt(node, rules.members.bulkReferences)),
  };
}

/** Reads a notification's `data`; null for one that is absent or no JSON. */
export function notificationFacts(
  data: JsonNode | null | undefined,
  rules: CorrelationRules = defaultRules,
): DataFacts {
  const node = data ?? undefined;
  return {
    messageType: stringAt(node, rules.members.messageType),
    notificationType: stringAt(node, rules.members.notificationType),
    reference: referenceOf(node, rules),
    resource: resourceOf(node, rules),
  };
}

function referenceOf(node: JsonNode | undefined, rules: CorrelationRules): JsonText | null {
  for (const name of rules.members.references) {
    const text = identifierText(memberAt(node, name));
    if (text !== null) return text;
  }
  return null;
}

function bulkReferencesOf(node: JsonNode | undefined): readonly BulkReference[] | null {
  if (node?.kind !== 'object') return null;
  const found = node.members.slice(0, MAX_BULK).flatMap(({ name, value }) => {
    const reference = identifierText(value);
    if (reference === null || name.length > MAX_IDENTIFIER_LENGTH) return [];
    return [{ resource: name, reference }];
  });
  return found.length === 0 ? null : found;
}

function resourceOf(
  node: JsonNode | undefined,
  { members }: CorrelationRules,
): NotificationPassed['resource'] {
  if (node?.kind !== 'object') return null;
  for (const { name, value } of node.members) {
    if (!members.resources.includes(name)) continue;
    const id = memberAt(value, members.id);
    const text = identifierText(id);
    if (id === undefined || text === null) continue;
    return {
      kind: name,
      id: id.kind === 'string' ? id.value : text,
      state: stringAt(value, members.state),
    };
  }
  return null;
}

/** The text of a string or a number, as it stood. */
function identifierText(node: JsonNode | undefined): JsonText | null {
  if (node?.kind !== 'string' && node?.kind !== 'number') return null;
  const text = textOf(node);
  return text.length > MAX_IDENTIFIER_LENGTH ? null : text;
}
