import type { Database } from 'better-sqlite3';
import { parseBatch } from '../bayeux/batch.js';
import { clientIdHandedOut, confirmsClient } from '../capture/client-ids.js';
import { SESSION_COOKIES } from '../correlate/sessions/session-tracker.js';
import { headers, integer, integerOrNull, type Row, textOrNull } from '../recording/columns.js';
import { headerValues } from '../recording/headers.js';
import type { Pause } from '../recording/pauses.js';
import { rowById } from '../recording/row-by-id.js';
import { SESSION } from '../recording/views.js';
import { cookieSet, parseCookies } from '../redact/cookies.js';
import { isPseudonym } from '../redact/pseudonym.js';
import { type MergedStep, mergedSteps } from './merged-steps.js';
import { type Part, readingPart, rowsOfPart } from './part.js';
import type { SessionJoiner } from './session-joiner.js';

/** Learns from all recordings which of their sessions are one; no body is read. */
export async function joinSessions(
  parts: readonly Part[],
  joiner: SessionJoiner,
  adopt: Adopt,
  pause: Pause,
): Promise<void> {
  for (const [source, part] of parts.entries()) {
    for (const { id, startedAt } of rowsOfPart(part, part.rows.sessions())) {
      joiner.session(source, id, startedAt);
      await pause();
    }
    for (const { session, user } of rowsOfPart(part, part.rows.users())) {
      joiner.user(source, session, user);
      await pause();
    }
  }
  const tellers = parts.map((part) => tellerOf(part.database, joiner, adopt));
  for (const step of mergedSteps(parts)) {
    const part = parts[step.source] as Part;
    readingPart(part, () => tellers[step.source]?.(step));
    await pause();
  }
}

/** An exchange that belonged to no session names a client that another recording knows. */
export type Adopt = (source: number, exchange: number, clientId: string) => void;

/** Tells the joiner what one step says. */
function tellerOf(
  database: Database,
  joiner: SessionJoiner,
  adopt: Adopt,
): (step: MergedStep) => void {
  const requestById = rowById(database, REQUEST);
  const responseById = rowById(database, RESPONSE);
  const messageById = rowById(database, MESSAGE);

  function headTold({ source, of, id, at }: MergedStep): void {
    const row = (of === 'request' ? requestById : responseById)(id);
    const session = row === null ? null : integerOrNull(row, 'session');
    if (row === null || session === null) return;
    joiner.seen(source, session, at);
    for (const [name, value] of of === 'request' ? cookiesSent(row) : cookiesSet(row)) {
      // Nothing else was a secret once: what a person or a program put in its place may stand in many files.
      if (!SESSION_COOKIES.includes(name) || !isPseudonym(value)) continue;
      joiner.cookie(source, session, `${name}=${value}`);
    }
  }

  return (step) => {
    if (step.of !== 'message') {
      headTold(step);
      return;
    }
    const row = messageById(step.id);
    const client = row === null ? null : clientNamed(row);
    if (row === null || client === null) return;
    const session = integerOrNull(row, 'session');
    if (session === null) adopt(step.source, integer(row, 'exchange'), client.clientId);
    else joiner.client(step.source, session, client.clientId, client.confirmed);
  };
}

function cookiesSent(row: Row): readonly (readonly [string, string])[] {
  return cookieHeaders(row, 'cookie').flatMap(parseCookies);
}

function cookiesSet(row: Row): readonly (readonly [string, string])[] {
  return cookieHeaders(row, 'set-cookie').map(cookieSet);
}

function cookieHeaders(row: Row, name: string): string[] {
  const text = textOrNull(row, 'headers');
  // Most have none, and to take headers apart costs more than all else.
  if (text === null || !/cookie/iu.test(text)) return [];
  return headerValues(headers(row, 'headers'), name);
}

function clientNamed(row: Row): { readonly clientId: string; readonly confirmed: boolean } | null {
  const ofRow = textOrNull(row, 'client_id');
  const reply = textOrNull(row, 'reply');
  const [message] = reply === null ? [] : (parseBatch(reply) ?? []);
  if (message !== undefined) {
    const clientId = clientIdHandedOut(message) ?? (confirmsClient(message) ? ofRow : null);
    if (clientId !== null) return { clientId, confirmed: true };
  }
  return ofRow === null ? null : { clientId: ofRow, confirmed: false };
}

const LATER = 'LEFT JOIN request_session AS later ON later.exchange = request.id';

const REQUEST = `SELECT ${SESSION} AS session, headers FROM request ${LATER} WHERE request.id = ?`;

const RESPONSE = `
  SELECT ${SESSION} AS session, response.headers AS headers
  FROM response
  LEFT JOIN request ON request.id = response.exchange
  ${LATER}
  WHERE response.exchange = ?`;

const MESSAGE = `
  SELECT ${SESSION} AS session, message.exchange AS exchange, client_id,
    CASE WHEN direction = 'to-desktop' AND channel LIKE '/meta/%' THEN text END AS reply
  FROM message
  LEFT JOIN request ON request.id = message.exchange
  ${LATER}
  WHERE message.id = ?`;
