import type { BayeuxMessage } from '../bayeux/message.js';
import { equalJson } from '../json/compare-json.js';
import { member } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import type { Headers } from '../recording/exchange.js';
import { headerValue } from '../recording/headers.js';
import { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { BayeuxDirector, BayeuxOutcome } from './bayeux-server/bayeux-server.js';
import { grantedReply, handshakeReply, refusedReply } from './bayeux-server/replies.js';
import type { Company } from './company.js';
import type { Credentials } from './credentials.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { Fitting } from './fitting.js';
import type { LiveSession } from './live-session.js';
import type { Renewal } from './renewal.js';
import { type BayeuxWords, parseMessage, replyKind } from './script/bayeux-words.js';

/** What happened while a batch was processed that others must know of. */
export interface BatchEvents {
  /** A handshake was refused, since nobody knows who asked. */
  denied: boolean;
  /** A publish that the recording does not have. */
  readonly unknownPublishes: { session: LiveSession | null; message: BayeuxMessage }[];
}

/** Lets the Bayeux server play: live sessions behind it, the recorded server's words in its mouth. */
export function bayeuxDirector(
  company: Company,
  words: BayeuxWords,
  session: LiveSession | null,
  events: BatchEvents,
): BayeuxDirector {
  return {
    client: (clientId) => company.tab(clientId)?.tab.client ?? null,
    words: (client) =>
      (client === null ? null : company.tab(client.clientId)?.session.script.words) ?? words,
    handshake(message) {
      if (session === null) {
        events.denied = true;
        return refusedReply(words, message, 'handshake-denied');
      }
      const recorded = handshakeOf(session);
      const clientId = session.renewal.clientId(session.handshakes + 1);
      const client = new BayeuxClient(clientId, acknowledges(recorded, message));
      company.joined(session, session.shakeHands(client));
      return handshakeReply(recorded, message, clientId);
    },
    subscriptionsChanged: (client) => company.tab(client.clientId)?.session.subscribe(),
    publish(client, message) {
      const publisher = company.tab(client.clientId)?.session ?? null;
      const index = publisher === null ? -1 : findPublish(publisher, message);
      if (publisher === null || index < 0) {
        events.unknownPublishes.push({ session: publisher, message });
      } else publisher.perform(index, null);
      const act = publisher?.script.acts[index];
      const recorded = act?.kind === 'publish' ? (act.reply?.text ?? null) : null;
      return grantedReply(recorded, message, client.clientId);
    },
  };
}

/** The HTTP response that carries what the Bayeux server says, with the head that the recorded one had there. */
export function bayeuxAnswer(
  outcome: BayeuxOutcome,
  batch: readonly BayeuxMessage[],
  request: LiveRequest,
  fit: Fitting,
  words: BayeuxWords,
  renewal: Renewal,
): Answer {
  if ('status' in outcome) {
    return fit.madeUp({ ...outcome, headers: [], body: null }, request, renewal);
  }
  const headers = headersFor(batch[0], words);
  const content = Buffer.from(`[${outcome.messages.join(',')}]`);
  const encoding = headerValue(headers, 'content-encoding')?.trim().toLowerCase() ?? null;
  return fit.madeUp(
    { status: 200, reason: 'OK', headers, body: { content, encoded: null, encoding } },
    request,
    renewal,
  );
}

const jsonType = ['Content-Type', 'application/json;charset=UTF-8'] as const;

/** Cookies come with a handshake only: how often a desktop connects must not matter. */
function headersFor(message: BayeuxMessage | undefined, words: BayeuxWords): Headers {
  if (message === undefined) return [jsonType];
  const handshake = message.channel === '/meta/handshake';
  const kind = replyKind(message);
  const recorded =
    (handshake
      ? words.handshake
      : (words.replies.get(kind) ??
        words.replies.get(kind === 'connect' ? 'connect-with-advice' : 'connect'))
    )?.headers ?? [];
  const kept = recorded
    .filter(([name]) => handshake || name.toLowerCase() !== 'set-cookie')
    // Another transport's answers were scripts.
    .filter(([name, value]) => name.toLowerCase() !== 'content-type' || /json/iu.test(value));
  return headerValue(kept, 'content-type') === null ? [jsonType, ...kept] : kept;
}

/** Text of the recorded reply to the handshake that comes next. */
function handshakeOf({ script, handshakes }: LiveSession): string | null {
  const acts = script.acts.filter((act) => act.kind === 'handshake');
  return (acts[handshakes] ?? acts.at(-1))?.reply.text ?? script.words.handshake?.text ?? null;
}

/** Whether both sides speak the acknowledgement extension. */
function acknowledges(recorded: string | null, message: BayeuxMessage): boolean {
  const theirs = recorded === null ? null : parseMessage(recorded);
  return [theirs?.ext, message.ext].every((ext) => {
    const ack = member(ext, 'ack');
    return ack?.kind === 'literal' && ack.value === true;
  });
}

/** The first recorded publish of the same data that was not performed yet. */
function findPublish(session: LiveSession, message: BayeuxMessage): number {
  return session.script.acts.findIndex((act, index) => {
    if (act.kind !== 'publish' || session.hasPerformed(index)) return false;
    if (act.channel !== message.channel) return false;
    if (act.data === null || message.data === undefined) {
      return act.data === null && message.data === undefined;
    }
    const recorded = tryParseJson(act.data);
    return recorded !== null && equalJson(recorded, message.data);
  });
}

/** Whom a batch comes from, if its handshake begins a session or a clientId is known. */
export function sessionOfBatch(
  batch: readonly BayeuxMessage[],
  credentials: Credentials,
  company: Company,
): LiveSession | null {
  for (const { clientId } of batch) {
    const found = clientId === null ? null : company.tab(clientId);
    if (found !== null) return found.session;
  }
  return batch.some(({ channel }) => channel === '/meta/handshake')
    ? company.sessionFor(credentials, { kind: 'handshake' })
    : null;
}
