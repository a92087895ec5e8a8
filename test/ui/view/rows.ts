import { keyOf, type Row, type RowKind } from '../../../src/ui/protocol/row.js';

/** A row with nothing in it but what is said; its `seq`, and 10 ms of it, follow from its id. */
export function row(kind: RowKind, id: number, members: Partial<Row> = {}): Row {
  return {
    key: keyOf(kind, id),
    kind,
    id,
    seq: id,
    session: 1,
    at: id * 10,
    end: id * 10,
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
    silent: false,
    match: null,
    miss: null,
    state: null,
    ...members,
  };
}

/** A call that was answered after 5 ms. */
export function call(id: number, members: Partial<Row> = {}): Row {
  return row('call', id, {
    end: id * 10 + 5,
    method: 'POST',
    path: `/api/v2/me/tweets/${id}`,
    operation: 'Complete',
    status: 200,
    outcome: 'complete',
    ...members,
  });
}

export function notification(id: number, members: Partial<Row> = {}): Row {
  return row('notification', id, {
    channel: '/v2/me/tweets',
    messageType: 'TwitterStateChangeMessage',
    notificationType: 'StatusChange',
    direction: 'to-desktop',
    exchange: 2,
    ...members,
  });
}
