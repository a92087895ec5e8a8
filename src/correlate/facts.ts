import { type JsonNode, member, stringMember, textOf } from '../json/node.js';
import type { CorrelationRules } from './correlation-rules.js';
import { defaultRules } from './default-rules.js';
import type { JsonText, NotificationPassed } from './events.js';

/** A longer text is neither a reference nor a resource's id: what is remembered stays small. */
const MAX_IDENTIFIER_LENGTH = 1_000;

/** What a call's request says about itself. */
export interface CallFacts {
  readonly operation: string | null;
  readonly reference: JsonText | null;
}

/** What a call's answer says. */
export interface AnswerFacts {
  readonly statusCode: number | null;
  readonly reference: JsonText | null;
}

/** What a notification's `data` says. */
export interface DataFacts {
  readonly messageType: string | null;
  readonly notificationType: string | null;
  readonly reference: JsonText | null;
  readonly resource: NotificationPassed['resource'];
}

/**
 * Reads a request. GWS says all in the body, so method and path do not matter yet.
 *
 * @param body null for one that is absent or no JSON
 */
export function callFacts(
  _method: string,
  _path: string,
  body: JsonNode | null,
  rules: CorrelationRules = defaultRules,
): CallFacts {
  const node = body ?? undefined;
  return {
    operation: stringMember(node, rules.members.operation),
    reference: referenceOf(node, rules),
  };
}

/** Reads an answer's body; null for one that is absent or no JSON. */
export function answerFacts(
  body: JsonNode | null,
  rules: CorrelationRules = defaultRules,
): AnswerFacts {
  const node = body ?? undefined;
  const code = member(node, rules.members.statusCode);
  return {
    statusCode: code?.kind === 'number' ? Number(textOf(code)) : null,
    reference: referenceOf(node, rules),
  };
}

/** Reads a notification's `data`; null for one that is absent or no JSON. */
export function notificationFacts(
  data: JsonNode | null | undefined,
  rules: CorrelationRules = defaultRules,
): DataFacts {
  const node = data ?? undefined;
  return {
    messageType: stringMember(node, rules.members.messageType),
    notificationType: stringMember(node, rules.members.notificationType),
    reference: referenceOf(node, rules),
    resource: resourceOf(node, rules),
  };
}

function referenceOf(node: JsonNode | undefined, rules: CorrelationRules): JsonText | null {
  for (const name of rules.members.references) {
    const text = identifierText(member(node, name));
    if (text !== null) return text;
  }
  return null;
}

function resourceOf(
  node: JsonNode | undefined,
  rules: CorrelationRules,
): NotificationPassed['resource'] {
  if (node?.kind !== 'object') return null;
  for (const { name, value } of node.members) {
    if (!rules.members.resources.includes(name)) continue;
    const id = member(value, 'id');
    const text = identifierText(id);
    if (id === undefined || text === null) continue;
    return {
      kind: name,
      id: id.kind === 'string' ? id.value : text,
      state: stringMember(value, rules.members.state),
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
