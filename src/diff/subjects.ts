import type { RecordedExchange } from '../recording/reader.js';
import type { Context } from './context.js';
import type { DifferenceKind, Subject, SubjectIds } from './difference.js';
import type { Order, Pending } from './ledger.js';
import type { Notice } from './notice.js';
import { ownText } from './own-text.js';
import { pathLabel } from './path-label.js';

/** What an exchange is called whose counterpart, if it has one, is called the same. */
export function exchangeSubject(
  { baseline, names }: Context,
  one: RecordedExchange | null,
  other: RecordedExchange | null,
  user: string | null,
): Subject {
  const told = (one ?? other) as RecordedExchange;
  const { method, path, operation } = told;
  const label = names.of(callText({ method, path: pathLabel(path, baseline.rules), operation }));
  return {
    kind: told.kind === 'call' ? 'call' : 'safe',
    label,
    operation: label,
    user,
    call: ownText(callText(told)),
    notification: null,
    baseline: one && { exchange: one.id, message: null },
    candidate: other && { exchange: other.id, message: null },
  };
}

export function noticeSubject(
  { calls, names }: Context,
  one: Notice | null,
  other: Notice | null,
  user: string | null,
): Subject {
  const { channel, messageType, notificationType } = (one ?? other) as Notice;
  const text = names.of(
    [channel, messageType, notificationType].filter((each) => each !== null).join(' '),
  );
  const pair =
    calls.of('baseline', one?.call ?? null) ?? calls.of('candidate', other?.call ?? null);
  return {
    kind: 'notification',
    label: text,
    operation: pair?.label ?? null,
    user,
    call: pair?.text ?? null,
    notification: text,
    baseline: idsOf(one, pair?.baseline ?? null),
    candidate: idsOf(other, pair?.candidate ?? null),
  };
}

/** Of a notification that one side does not have, the call that it should have followed is known all the same. */
function idsOf(notice: Notice | null, call: number | null): SubjectIds | null {
  if (notice !== null) return { exchange: notice.call, message: notice.message };
  return call === null ? null : { exchange: call, message: null };
}

/** `METHOD path operation`. */
export function callText({
  method,
  path,
  operation,
}: Pick<RecordedExchange, 'method' | 'path' | 'operation'>): string {
  return operation === null ? `${method} ${path}` : `${method} ${path} ${operation}`;
}

/** A finding about the whole of something. */
export function aboutWhole(kind: DifferenceKind, subject: Subject, order: Order): Pending {
  return {
    kind,
    subject,
    path: null,
    place: null,
    reordered: false,
    words: null,
    references: null,
    order,
  };
}
