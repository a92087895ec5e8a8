import type { LinkOf } from '../../acts/act.js';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { memberAt } from '../../correlate/member-at.js';
import { equalJson } from '../../json/compare-json.js';
import { type JsonNode, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { type Edit, replaceSpans } from '../../json/replace-spans.js';
import { lazily } from '../../lazily.js';
import { bodyText } from '../../recording/body-text.js';
import type { RecordedMessage, Recording } from '../../recording/reader.js';
import type { Renewal } from '../renewal.js';

/** Gives references that the server made up anew, and leaves all else of a text byte for byte. */
export interface FreshReferences {
  /**
   * @param text the decoded body of an answer
   * @param exchange its id
   */
  answer(text: string, exchange: number, renewal: Renewal): string;
  /** @param data text of the notification's `data` */
  notification(data: string, message: RecordedMessage, renewal: Renewal): string;
}

/** Calls whose supplied references are remembered. */
const mostCalls = 10_000;

/** Whose references they are, and which of them the client made up itself. */
interface Scope {
  readonly session: number;
  readonly supplied: readonly JsonNode[];
}

/**
 * A reference means something only within its session: one that belongs to a call is renewed as that call's session
 * renews it, also in a copy for another desktop; one of no call as the session that got it does.
 *
 * @param linkOf which call a notification belongs to
 */
export function freshReferences(
  recording: Recording,
  { members }: CorrelationRules,
  linkOf: LinkOf,
): FreshReferences {
  const named = (root: JsonNode | undefined): readonly JsonNode[] =>
    members.references
      .map((name) => memberAt(root, name))
      .filter((each) => each?.kind === 'string' || each?.kind === 'number');

  const ofCalls = new Map<number, Scope>();
  function scopeOfCall(id: number): Scope | null {
    const known = ofCalls.get(id);
    if (known !== undefined) return known;
    const call = recording.exchange(id);
    if (call === null) return null;
    if (ofCalls.size >= mostCalls) ofCalls.clear();
    const text = bodyText(call.requestBody);
    const root = text === null ? null : tryParseJson(text);
    const scope = { session: call.session ?? 0, supplied: named(root ?? undefined) };
    ofCalls.set(id, scope);
    return scope;
  }

  /** What the clients of each session supplied, in any of its calls. */
  const suppliedIn = lazily(() => {
    const supplied = new Map<number, JsonNode[]>();
    for (const { session, requestReference } of recording.exchanges()) {
      const node = requestReference === null ? null : tryParseJson(requestReference);
      if (session === null || node === null) continue;
      const known = supplied.get(session);
      if (known) known.push(node);
      else supplied.set(session, [node]);
    }
    return supplied;
  });

  function scopeOf(message: RecordedMessage): Scope {
    const link = linkOf(message.id);
    const ofCall = link === null ? null : scopeOfCall(link.call);
    if (ofCall !== null) return ofCall;
    const session = message.session ?? 0;
    return { session, supplied: suppliedIn().get(session) ?? [] };
  }

  function renewed(
    text: string,
    nodes: readonly JsonNode[],
    scope: Scope,
    renewal: Renewal,
  ): string {
    const edits = new Map<number, Edit>();
    for (const node of nodes) {
      if (scope.supplied.some((each) => equalJson(each, node))) continue;
      const fresh = freshReference(node, renewal.references(scope.session));
      if (fresh !== null) edits.set(node.start, { start: node.start, end: node.end, text: fresh });
    }
    return replaceSpans(text, [...edits.values()]);
  }

  return {
    answer(text, exchange, renewal) {
      const root = tryParseJson(text) ?? undefined;
      if (root === undefined) return text;
      const bulk = memberAt(root, members.bulkReferences);
      const several = bulk?.kind === 'object' ? bulk.members.map(({ value }) => value) : [];
      const scope = scopeOfCall(exchange);
      return scope === null ? text : renewed(text, [...named(root), ...several], scope, renewal);
    },
    notification(data, message, renewal) {
      const nodes = named(tryParseJson(data) ?? undefined);
      return nodes.length === 0 ? data : renewed(data, nodes, scopeOf(message), renewal);
    },
  };
}

/**
 * JSON text in place of a reference, of the same type; null for what is none: 0 and what is no whole number often stand for
 * the want of one.
 */
function freshReference(node: JsonNode, offset: number): string | null {
  if (node.kind === 'number') {
    const digits = textOf(node);
    return isCounter(digits) ? moved(digits, offset) : null;
  }
  if (node.kind !== 'string' || node.value === '') return null;
  const { value } = node;
  return JSON.stringify(
    isCounter(value) ? moved(value, offset) : `${value}-${offset.toString(36)}`,
  );
}

function isCounter(digits: string): boolean {
  return /^[1-9]\d{0,99}$/u.test(digits);
}

function moved(digits: string, offset: number): string {
  return String(BigInt(digits) + BigInt(offset));
}
