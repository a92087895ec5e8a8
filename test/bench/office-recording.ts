import { createRecording } from '../../src/recording/create-recording.js';
import type { SqliteWriter } from '../../src/recording/sqlite-writer.js';
import {
  clientIdOf,
  type ExchangeWriting,
  exchangeWriting,
  pseudonym,
  sessionCookie,
} from './exchange-writing.js';

/** How large an office's recording becomes. */
export interface Office {
  /** Of one agent each. */
  readonly sessions: number;
  /** In each session, each of them with its answer and a poll that brings its notification. */
  readonly calls: number;
  /** Bytes of a call's body and of its answer's. */
  readonly bodySize: number;
  /** Milliseconds from the first to the last call. */
  readonly lasts?: number;
  /** The same visits, but to another server; by default to the first. */
  readonly other?: OtherServer;
}

/** A server that does the same under other ids, with other references, at another address. */
export interface OtherServer {
  /** So many calls it answers differently, evenly spread. */
  readonly planted: number;
}

/** A session's exchanges beside its calls: log-in, handshake, subscribe. */
const before = 4;
/** As in the recordings that are shipped. */
export const logInPath = '/api/v2/me?subresources=*';
export const endpoint = '/api/v2/notifications';
/** Milliseconds that a connect is held, longer than anything here is measured. */
export const pollTimeout = 600_000;
export const userName = (session: number): string => `agent${session}`;
export const callPath = (call: number): string => `/api/v2/me/tweets/T${call}`;

/**
 * Writes a recording of agents who log in, shake hands, subscribe, then all make one call after another: without a
 * server, as fast as the disk takes it. No two bodies are equal.
 *
 * @returns how many exchanges it holds
 */
export async function officeRecording(file: string, office: Office): Promise<number> {
  const writer = createRecording(file, { startedAt: 0, facts: { label: 'office' } });
  const write = exchangeWriting(writer, office.other && 'other.test:9090');
  const all = office.sessions * office.calls;
  const every = Math.max(1, Math.floor(all / (office.other?.planted ?? 0)));
  let performed = 0;
  const pace = (office.lasts ?? office.calls * 100) / office.calls;
  for (let session = 1; session <= office.sessions; session += 1) {
    writer.session(session, 0);
    writer.user(session, userName(session));
    arrive(write, session);
    if (session % 100 === 0) await committed(writer);
  }
  let [count, pending, at] = [office.sessions * before, 0, 0];
  for (let call = 1; call <= office.calls; call += 1) {
    at = call * pace;
    for (let session = 1; session <= office.sessions; session += 1) {
      const planted = performed % every === 0 && performed / every < (office.other?.planted ?? 0);
      performed += 1;
      perform(write, session, call, at, { ...office, planted });
      count += 2;
      if (++pending * office.bodySize > 4e6 || pending === 1_000) {
        await committed(writer);
        pending = 0;
      }
    }
  }
  writer.close(at + 1_000);
  return count;
}

const committed = (writer: SqliteWriter): Promise<void> =>
  new Promise((resolve) => writer.committed(resolve));

function arrive(write: ExchangeWriting, session: number): void {
  const me = { session, at: 1, method: 'GET', path: logInPath, kind: 'safe' } as const;
  write.exchange({ ...me, headers: [], status: 403, answer: '{"statusCode":20}' });
  write.exchange({
    ...me,
    headers: [['Authorization', `Basic ${userName(session)}:${pseudonym('password')}`]],
    redacted: ['header/authorization'],
    answer: `{"statusCode":0,"user":{"userName":"${userName(session)}"}}`,
    answerHeaders: [['Set-Cookie', `${sessionCookie(session)}; Path=/; HttpOnly`]],
    answerRedacted: ['header/set-cookie/JSESSIONID'],
  });
  const bayeux = { session, at: 2, method: 'POST', path: endpoint, kind: 'bayeux' } as const;
  write.exchange({
    ...bayeux,
    batch: [`{"id":"1","channel":"/meta/handshake","version":"1.0"}`],
    replies: [
      `{"id":"1","channel":"/meta/handshake","successful":true,"version":"1.0","clientId":"${clientIdOf(session)}","supportedConnectionTypes":["long-polling"],"advice":{"reconnect":"retry","interval":0,"timeout":${pollTimeout}}}`,
    ],
  });
  write.exchange({
    ...bayeux,
    batch: [
      `{"id":"2","channel":"/meta/subscribe","clientId":"${clientIdOf(session)}","subscription":"/v2/me/*"}`,
    ],
    replies: [`{"id":"2","channel":"/meta/subscribe","subscription":"/v2/me/*","successful":true}`],
  });
}

/** The body of a call. */
export const callText = (session: number, call: number, size: number): string =>
  filled('{"operationName":"Complete","comment":"', session, call, size);

/** JSON of about this size that nothing else is equal to. */
function filled(text: string, session: number, call: number, size: number): string {
  const serial = `${session}-${call} `;
  return `${text}${serial.repeat(Math.max(1, Math.floor((size - text.length) / serial.length)))}"}`;
}

/** A call, and the poll that brings what it caused. */
function perform(
  write: ExchangeWriting,
  session: number,
  call: number,
  at: number,
  { bodySize, other, planted }: Office & { readonly planted: boolean },
): void {
  const reference = String(other === undefined ? call : call + 700);
  const tweet = other === undefined ? `T${call}` : `Z9${call}`;
  const { id } = write.exchange({
    session,
    at,
    method: 'POST',
    path: `/api/v2/me/tweets/${tweet}`,
    kind: 'call',
    operation: 'Complete',
    reference,
    body: callText(session, call, bodySize),
    answer: filled(
      `{"statusCode":${planted ? 1 : 0},"referenceId":${reference},"note":"`,
      session,
      call,
      // Of one length with each server, whatever its references.
      bodySize + reference.length,
    ),
  });
  const { notification } = write.exchange({
    session,
    at: at + 2,
    method: 'POST',
    path: endpoint,
    kind: 'bayeux',
    batch: [
      `{"id":"c${call}","channel":"/meta/connect","clientId":"${clientIdOf(session)}","connectionType":"long-polling"}`,
    ],
    notice: {
      channel: '/v2/me/tweets',
      data: `{"messageType":"TwitterStateChangeMessage","referenceId":${reference},"twitter":{"id":"${tweet}","state":"Completed"}}`,
      reference,
    },
    replies: [`{"id":"c${call}","channel":"/meta/connect","successful":true}`],
  });
  write.link({ call: id, notification, rule: 'reference-response', evidence: {}, copy: false });
}
