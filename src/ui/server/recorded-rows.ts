import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { isSilentPath } from '../../correlate/path-template.js';
import type { ExchangeLine, MessageLine } from '../../recording/timeline-rows.js';
import { keyOf, type Row } from '../protocol/row.js';

/**
 * A row with what is given, and nothing else. All rows have the same members in the same order, which makes what is done with a
 * hundred thousand of them several times as fast.
 */
export function rowWith(
  given: Pick<Row, 'kind' | 'id' | 'seq' | 'session' | 'at' | 'end'> & Partial<Row>,
): Row {
  const { kind, id } = given;
  return {
    key: keyOf(kind, id),
    kind,
    id,
    seq: given.seq,
    session: given.session,
    at: given.at,
    end: given.end,
    method: given.method ?? null,
    path: given.path ?? null,
    operation: given.operation ?? null,
    status: given.status ?? null,
    outcome: given.outcome ?? null,
    reference: given.reference ?? null,
    channel: given.channel ?? null,
    messageType: given.messageType ?? null,
    notificationType: given.notificationType ?? null,
    direction: given.direction ?? null,
    exchange: given.exchange ?? null,
    client: given.client ?? null,
    call: given.call ?? null,
    rule: given.rule ?? null,
    copy: given.copy ?? false,
    answers: given.answers ?? 0,
    silent: given.silent ?? false,
    match: given.match ?? null,
    miss: given.miss ?? null,
    state: given.state ?? null,
  };
}

/** @param answers notifications that are correlated with it, copies left out */
export function exchangeRow(line: ExchangeLine, answers: number, rules: CorrelationRules): Row {
  return rowWith({
    kind: line.kind,
    id: line.id,
    seq: line.seq,
    session: line.session,
    at: line.startedAt,
    end: line.endedAt,
    method: line.method,
    path: line.path,
    operation: line.operation,
    status: line.status,
    outcome: line.outcome,
    reference: line.reference,
    answers,
    silent: line.kind === 'call' && isSilentPath(line.path, rules),
  });
}

/** @param link what it is linked with; null if with nothing */
export function messageRow(line: MessageLine, link: MessageLine['link']): Row {
  const { notification } = line;
  return rowWith({
    kind: notification === null ? 'message' : 'notification',
    id: line.id,
    seq: line.seq,
    session: line.session,
    at: line.at,
    end: line.at,
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
  });
}
