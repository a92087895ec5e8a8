import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { answerFacts, callFacts, notificationFacts } from '../correlate/facts.js';
import { resourceInPath } from '../correlate/path-template.js';
import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { bodyText } from '../recording/body-text.js';
import type { Body, Link } from '../recording/exchange.js';
import type { TableRows } from '../recording/table-rows.js';

/**
 * A link with the evidence that its scrubbed call and notification give: what it says of them stood in
 * their texts, and stands there otherwise now.
 *
 * @param otherwise scrubs a text that is not known from them
 */
export function scrubLink(
  link: Link,
  old: TableRows,
  scrubbed: TableRows,
  rules: CorrelationRules,
  otherwise: (text: string) => string,
): Link {
  const was = factsOf(link, old, rules);
  const is = factsOf(link, scrubbed, rules);
  const renamed = new Map(was.map((fact, index) => [fact, is[index] ?? null]));
  const evidence = Object.entries(link.evidence).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    return [name, renamed.has(value) ? renamed.get(value) : otherwise(value)];
  });
  return { ...link, evidence: Object.fromEntries(evidence) };
}

/** Whatever a rule can name as evidence, always in the same order. */
function factsOf(link: Link, rows: TableRows, rules: CorrelationRules): (string | null)[] {
  const request = rows.request(link.call);
  const message = rows.message(link.notification);
  const data = message?.notification?.data ?? null;
  const call = callFacts(request?.path ?? '', jsonIn(request?.body), rules);
  const answer = answerFacts(jsonIn(rows.response(link.call)?.body), rules);
  const told = notificationFacts(data === null ? null : tryParseJson(data), rules);
  return [
    call.operation,
    call.reference,
    resourceInPath(request?.path ?? '', rules),
    answer.reference,
    told.reference,
    told.resource?.id ?? null,
    told.resource?.state ?? null,
    ...(answer.references ?? []).flatMap(({ resource, reference }) => [resource, reference]),
  ];
}

function jsonIn(body: Body | null | undefined): JsonNode | null {
  const text = bodyText(body ?? null);
  return text === null ? null : tryParseJson(text);
}
