import type { JsonNode } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { bodyText } from '../../recording/body-text.js';
import type { Body, RequestRow, ResponseRow } from '../../recording/exchange.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../../recording/reader.js';
import type { CorrelationRules } from '../correlation-rules.js';
import { defaultRules } from '../default-rules.js';
import type { CorrelationEvent, NotificationPassed } from '../events.js';
import { answerFacts, callFacts, notificationFacts } from '../facts.js';

/**
 * What correlation needs to know of a recording: its calls, answers and notifications, by `seq`. All
 * is read from the bodies anew, for the recorder may have gone by other rules.
 */
export function correlationEvents(
  recording: Recording,
  rules: CorrelationRules = defaultRules,
): Iterable<CorrelationEvent> {
  const events: CorrelationEvent[] = [];
  for (const exchange of recording.exchanges()) {
    if (exchange.kind === 'call') events.push(...callEvents(exchange, rules));
  }
  for (const message of recording.messages()) {
    const event = notificationEvent(message, rules);
    if (event !== null) events.push(event);
  }
  return events.sort((a, b) => a.seq - b.seq);
}

/** What correlation needs to know of one call: that it was made, and what was answered. */
export function callEvents(
  exchange: RecordedExchange,
  rules: CorrelationRules = defaultRules,
): CorrelationEvent[] {
  const { id, session, responseSeq, endedAt, status } = exchange;
  const requested = requestEvent({ ...exchange, session, body: exchange.requestBody }, rules);
  // An open call was never answered; later notifications may still be its own.
  if (responseSeq === null || endedAt === null) return [requested];
  const answer = { exchange: id, seq: responseSeq, endedAt, status, body: exchange.responseBody };
  return [requested, answerEvent(answer, session, rules)];
}

/** The request of a call. */
export function requestEvent(
  row: Pick<RequestRow, 'id' | 'session' | 'seq' | 'startedAt' | 'method' | 'path' | 'body'>,
  rules: CorrelationRules = defaultRules,
): CorrelationEvent {
  return {
    type: 'call',
    call: row.id,
    seq: row.seq,
    at: row.startedAt,
    session: row.session,
    method: row.method,
    path: row.path,
    ...callFacts(row.path, jsonIn(row.body), rules),
  };
}

/** The answer to a call. */
export function answerEvent(
  row: Pick<ResponseRow, 'exchange' | 'seq' | 'endedAt' | 'status' | 'body'>,
  session: number | null,
  rules: CorrelationRules = defaultRules,
): CorrelationEvent {
  return {
    type: 'answer',
    call: row.exchange,
    seq: row.seq,
    at: row.endedAt,
    session,
    status: row.status,
    ...answerFacts(jsonIn(row.body), rules),
  };
}

/** What correlation needs to know of one message; null if it is no notification. */
export function notificationEvent(
  message: RecordedMessage,
  rules: CorrelationRules = defaultRules,
): CorrelationEvent | null {
  const facts = message.notification;
  if (facts === null) return null;
  return {
    type: 'notification',
    notification: message.id,
    seq: message.seq,
    at: message.at,
    session: message.session,
    clientId: message.clientId,
    channel: message.channel ?? '',
    ...notificationFacts(facts.data === null ? null : tryParseJson(facts.data), rules),
  };
}

/** The status code in the body of a call's answer; null if there is none. */
export function statusCode(
  exchange: RecordedExchange,
  rules: CorrelationRules = defaultRules,
): number | null {
  return answerFacts(jsonIn(exchange.responseBody), rules).statusCode;
}

/** What a notification is about; null if it does not say. */
export function resourceOf(
  message: RecordedMessage,
  rules: CorrelationRules = defaultRules,
): NotificationPassed['resource'] {
  const data = message.notification?.data ?? null;
  return data === null ? null : notificationFacts(tryParseJson(data), rules).resource;
}

function jsonIn(body: Body | null): JsonNode | null {
  const text = bodyText(body);
  return text === null ? null : tryParseJson(text);
}
