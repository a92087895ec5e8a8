import { isUtf8 } from 'node:buffer';
import { type Credentials, credentialsOf } from '../acts/credentials.js';
import { isBayeuxBatch, parseBatch } from '../bayeux/batch.js';
import { messagesOfRequest } from '../bayeux/carriers.js';
import type { BayeuxMessage } from '../bayeux/message.js';
import { headerValue } from '../recording/headers.js';
import { bayeuxAnswer } from './bayeux-answer.js';
import { type BatchEvents, bayeuxDirector } from './bayeux-director.js';
import type { Line } from './bayeux-server/bayeux-client.js';
import type { BayeuxOutcome, BayeuxServer } from './bayeux-server/bayeux-server.js';
import type { Company } from './company.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import { type Delivery, hangUp } from './faults/delivery.js';
import type { FaultRule } from './faults/fault-rule.js';
import type { Fitting } from './fitting.js';
import type { LiveSession } from './live-session.js';
import type { Renewal } from './renewal.js';
import type { Repertoire } from './script/repertoire.js';

/** A websocket that carries Bayeux. */
export interface Conversation {
  /** Takes the text of a message; false if it is no Bayeux: the websocket is to be closed. */
  take(text: string): boolean;
  /** The websocket is gone. */
  end(): void;
}

/** What the Bayeux side of a stage needs of the rest. */
export interface BayeuxStageParts {
  readonly company: Company;
  readonly server: BayeuxServer;
  readonly fit: Fitting;
  readonly repertoire: Repertoire;
  readonly nobody: Renewal;
  /** Lets clients have what was queued for them meanwhile. */
  readonly flush: () => void;
  /** How what a fault befalls goes out. */
  readonly deliver: (fault: FaultRule) => Delivery;
  /** A connect of a live session is held. */
  readonly held: (session: LiveSession) => void;
  /** A publish that the recording does not have. */
  readonly missed: (
    publisher: LiveSession | null,
    request: LiveRequest,
    message: BayeuxMessage,
  ) => void;
}

/** Answers what desktops say in Bayeux, on every transport. */
export function bayeuxStage({
  company,
  server,
  fit,
  repertoire,
  nobody,
  flush,
  deliver,
  held,
  missed,
}: BayeuxStageParts) {
  /** @param respond is told whether a handshake was refused, since nobody knows who asked */
  function play(
    batch: readonly BayeuxMessage[],
    request: LiveRequest,
    session: LiveSession | null,
    respond: (outcome: BayeuxOutcome, denied: boolean) => void,
    line: Line | null,
  ): (() => void) | null {
    const events: BatchEvents = { denied: false, unknownPublishes: [] };
    const director = bayeuxDirector(company, repertoire.words, session, events);
    const forget = server.handle(
      batch,
      director,
      (outcome) => respond(outcome, events.denied),
      line,
    );
    for (const { session: publisher, message } of events.unknownPublishes) {
      missed(publisher, request, message);
    }
    flush();
    if (forget !== null && session !== null) held(session);
    return forget;
  }

  return {
    /** Takes a batch that came over HTTP; `respond` is called once, at once or later. */
    handle(
      batch: readonly BayeuxMessage[],
      request: LiveRequest,
      respond: (answer: Answer) => void,
    ): (() => void) | null {
      const session = sessionOfBatch(batch, credentialsOf(request.headers), company);
      const words = session?.script.words ?? repertoire.words;
      const answered = (outcome: BayeuxOutcome, denied: boolean): void => {
        const { deniedBayeux } = repertoire;
        if (denied && deniedBayeux !== null) {
          respond(fit.recorded(deniedBayeux, request, nobody, []));
          return;
        }
        const renewal = session?.renewal ?? nobody;
        const whole = bayeuxAnswer(outcome, batch, request, fit, words, renewal);
        const fault = 'messages' in outcome ? (outcome.fault ?? null) : null;
        const answer = fault === null ? whole : { ...whole, delivery: deliver(fault) };
        if (session !== null) company.learn(session, answer);
        respond(answer);
      };
      return play(batch, request, session, answered, null);
    },

    /** Takes a websocket; `send` sends a message on it. */
    converse(
      request: LiveRequest,
      send: (text: string, delivery?: Delivery) => void,
    ): Conversation {
      const credentials = credentialsOf(request.headers);
      const polls = new Map<string, () => void>();
      const gone = (): void => {
        line.open = false;
        for (const forget of polls.values()) forget();
      };
      const say = (messages: readonly string[], fault: FaultRule | null = null): void => {
        const text = fit.text(`[${messages.join(',')}]`, request);
        const delivery = fault === null ? undefined : deliver(fault);
        // What is said later is not said into the void.
        if (delivery?.kind === 'cut') gone();
        send(text, delivery);
      };
      const line = { open: true, push: say };
      let session: LiveSession | null = null;
      return {
        take(text) {
          // Nobody heard it: the connection was cut.
          if (!line.open) return true;
          const batch = parseBatch(text);
          // Faye's client sends empty batches, to see whether the websocket is alive.
          if (batch === null || !(batch.length === 0 || isBayeuxBatch(batch, 'to-server'))) {
            return false;
          }
          session = sessionOfBatch(batch, credentials, company, session);
          const answered = (outcome: BayeuxOutcome): void => {
            // A connect that another one replaced is not answered at all.
            if ('messages' in outcome) say(outcome.messages, outcome.fault);
            else if (outcome.cut) {
              gone();
              send('', hangUp);
            }
          };
          const forget = play(batch, request, session, answered, line);
          const [first] = batch;
          if (forget !== null && first?.clientId) polls.set(first.clientId, forget);
          return true;
        },
        end: gone,
      };
    },
  };
}

/** The Bayeux messages of a request over HTTP, in any of the ways that clients send them; else null. */
export function batchOf({
  method,
  target,
  headers,
  body,
}: LiveRequest): readonly BayeuxMessage[] | null {
  if (method === 'POST' && (body === null || !isUtf8(body))) return null;
  return messagesOfRequest({
    method,
    target,
    contentType: headerValue(headers, 'content-type'),
    body: body === null ? null : Buffer.from(body).toString('utf8'),
  });
}

/**
 * Whom a batch comes from, if its handshake begins a session or a clientId is known.
 *
 * @param latest whom the batches before it came from, where one connection carries them
 */
function sessionOfBatch(
  batch: readonly BayeuxMessage[],
  credentials: Credentials,
  company: Company,
  latest: LiveSession | null = null,
): LiveSession | null {
  for (const { clientId } of batch) {
    const found = clientId === null ? null : company.sessionOf(clientId);
    if (found !== null) return found;
  }
  if (latest !== null) return latest;
  return batch.some(({ channel }) => channel === '/meta/handshake')
    ? company.sessionFor(credentials, { kind: 'handshake' })
    : null;
}
