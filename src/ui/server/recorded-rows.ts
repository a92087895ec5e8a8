import type { ExchangeLine, MessageLine } from '../../recording/timeline-rows.js';
import { keyOf, type Row } from '../protocol/row.js';

/** What does not apply to a row. */
export const noMember = {
  method: null,
  path: null,
  operation: null,
  status: null,
  outcome: null,
  reference: null,
  channel: null,
  messageType: null,
  notificationType: null,
  direction: null,
  exchange: null,
  client: null,
  call: null,
  rule: null,
  copy: false,
  answers: 0,
  match: null,
  miss: null,
  state: null,
} as const;

/** @param answers notifications that are correlated with it, copies left out */
export function exchangeRow(line: ExchangeLine, answers: number): Row {
  const { id, kind, seq, session, startedAt, endedAt } = line;
  return {
    ...noMember,
    key: keyOf(kind, id),
    kind,
    id,
    seq,
    session,
    at: startedAt,
    end: endedAt,
    method: line.method,
    path: line.path,
    operation: line.operation,
    status: line.status,
    outcome: line.outcome,
    reference: line.reference,
    answers,
  };
}

/** @param link what it is linked with; null if with nothing */
export function messageRow(line: MessageLine, link: MessageLine['link']): Row {
  const { id, seq, session, at, notification } = line;
  const kind = notification === null ? 'message' : 'notification';
  return {
    ...noMember,
    key: keyOf(kind, id),
    kind,
    id,
    seq,
    session,
    at,
    end: at,
    channel: line.channel,
    messageType: notification?.messageType ?? null,
    notificationType: notification?.notificationType ?? null,
    reference: notification?.referenceId ?? null,
    direction: line.direction,
    exchange: line.exchange,
    client: line.clientId,
    call: notification === null ? null : (link?.call ?? null),
    rule: link?.rule ?? null,
    copy: link?.copy ?? false,
  };
}
