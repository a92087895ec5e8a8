import { defaultRules } from '../../../correlate/default-rules.js';
import { isSilentPath } from '../../../correlate/path-template.js';
import type { Row } from '../../protocol/row.js';
import { rowWith } from '../recorded-rows.js';
import type { LiveEntries, LiveEntry, LiveExchange, LiveNotice } from './live-entries.js';

export function liveRow(entry: LiveEntry, entries: LiveEntries): Row {
  return 'live' in entry ? noticeRow(entry, entries) : liveExchangeRow(entry);
}

export function liveExchangeRow(entry: LiveExchange): Row {
  const { id, seq, session, at, end, call } = entry;
  const miss = call?.miss ?? entry.miss;
  const asked = call ?? miss?.asked ?? null;
  const kind = call !== null ? 'call' : isSafe(asked?.method ?? '') ? 'safe' : 'bayeux';
  const own = call?.notifications.filter((each) => isOwn(each, call)).length ?? 0;
  return rowWith({
    kind,
    id,
    seq,
    session,
    at,
    end,
    method: asked?.method ?? null,
    path: asked?.path ?? null,
    operation: asked?.operation ?? null,
    status: call?.status ?? null,
    outcome: end === null ? 'open' : 'complete',
    answers: own,
    // What a stand-in expects is not told by it.
    silent: kind === 'call' && isSilentPath(asked?.path ?? '', defaultRules),
    match: call?.match ?? null,
    miss: miss?.miss ?? null,
  });
}

function noticeRow(entry: LiveNotice, entries: LiveEntries): Row {
  const { id, seq, session, at, live } = entry;
  const { call } = live;
  return rowWith({
    kind: 'notification',
    id,
    seq,
    session,
    at,
    end: at,
    channel: live.channel,
    messageType: entry.messageType,
    notificationType: entry.notificationType,
    direction: 'to-desktop',
    call: call === null ? null : (entries.of(call)?.id ?? null),
    copy: call !== null && !isOwn(live, call),
    match: live.notification,
    state: live.state,
  });
}

interface Desktop {
  readonly session: number | null;
  readonly copy: number;
}

/** Whether it is for the desktop that made the call. */
function isOwn(notification: Desktop, call: Desktop): boolean {
  return notification.session === call.session && notification.copy === call.copy;
}

function isSafe(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method);
}
