import { tryParseJson } from '../../json/parse-json.js';
import { bodyText } from '../../recording/body-text.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../../recording/reader.js';
import type { CorrelationEvent } from '../events.js';
import { answerFacts, notificationFacts } from '../facts.js';

/** What correlation needs to know of a recording: its calls, answers and notifications, by `seq`. */
export function correlationEvents(recording: Recording): Iterable<CorrelationEvent> {
  const events: CorrelationEvent[] = [];
  for (const exchange of recording.exchanges()) {
    if (exchange.kind === 'call') events.push(...callEvents(exchange));
  }
  for (const message of recording.messages()) {
    const event = notificationEvent(message);
    if (event !== null) events.push(event);
  }
  return events.sort((a, b) => a.seq - b.seq);
}

function callEvents(exchange: RecordedExchange): CorrelationEvent[] {
  const { id: call, session } = exchange;
  const requested: CorrelationEvent = {
    type: 'call',
    call,
    seq: exchange.seq,
    at: exchange.startedAt,
    session,
    method: exchange.method,
    path: exchange.path,
    operation: exchange.operation,
    reference: exchange.requestReference,
  };
  // An open call was never answered; later notifications may still be its own.
  if (exchange.responseSeq === null || exchange.endedAt === null) return [requested];
  return [
    requested,
    {
      type: 'answer',
      call,
      seq: exchange.responseSeq,
      at: exchange.endedAt,
      session,
      status: exchange.status,
      statusCode: statusCode(exchange),
      reference: exchange.responseReference,
    },
  ];
}

function notificationEvent(message: RecordedMessage): CorrelationEvent | null {
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
    messageType: facts.messageType,
    notificationType: facts.notificationType,
    reference: facts.referenceId,
    resource: resourceOf(message),
  };
}

/** The `statusCode` in the body of a call's answer; null if there is none. */
export function statusCode(exchange: RecordedExchange): number | null {
  const text = bodyText(exchange.responseBody);
  return text === null ? null : answerFacts(tryParseJson(text)).statusCode;
}

/** What a notification is about; null if it does not say. */
export function resourceOf(
  message: RecordedMessage,
): { readonly kind: string; readonly id: string; readonly state: string | null } | null {
  const data = message.notification?.data ?? null;
  return data === null ? null : notificationFacts(tryParseJson(data)).resource;
}
