import type { Row } from '../protocol/row.js';

/** Milliseconds from request to the end of the answer; null of a message, and while it is open. */
export function durationOf(row: Row): number | null {
  return isMessage(row) || row.end === null ? null : row.end - row.at;
}

/** Milliseconds from a call's request to a notification that is correlated with it; it may come before the answer. */
export function delayBetween(call: Row, notification: Row): number {
  return notification.at - call.at;
}

export function isMessage({ kind }: Row): boolean {
  return kind === 'notification' || kind === 'message';
}

/** Refused (4xx, 5xx), cut off or never answered. */
export function isFailed({ status, outcome }: Row): boolean {
  return (
    (status !== null && status >= 400) ||
    (outcome !== null && outcome !== 'complete' && outcome !== 'open')
  );
}

/** An exchange that has no answer. */
export function isOpen(row: Row): boolean {
  return !isMessage(row) && (row.outcome === 'open' || row.end === null);
}

/** A notification that no rule links to a call. */
export function isUnsolicited({ kind, call }: Row): boolean {
  return kind === 'notification' && call === null;
}

/** A call that was answered well, that the rules expect a notification of, and that none is correlated with. */
export function isUncorrelated(row: Row): boolean {
  return row.kind === 'call' && row.answers === 0 && !row.silent && !isFailed(row) && !isOpen(row);
}
