import type { BayeuxMessage } from '../../bayeux/message.js';
import { type JsonNode, member, textOf } from '../../json/node.js';
import type { Clock } from '../../time/clock.js';
import type { FaultRule } from '../faults/fault-rule.js';
import type { BayeuxWords } from '../script/bayeux-words.js';
import type { BayeuxClient, Event, Line } from './bayeux-client.js';
import { expiry } from './expiry.js';
import { ackIn, withTimesync } from './extensions.js';
import {
  connectReply,
  grantedReply,
  refusedReply,
  unknownClientReply,
  usualTimeout,
} from './replies.js';

/** What a request is answered with: messages, a bare HTTP status, or the end of its connection. */
export type BayeuxOutcome =
  | { readonly messages: readonly string[]; readonly fault?: FaultRule | null }
  | { readonly status: number; readonly reason: string; readonly cut?: true };

/** Decides what the protocol leaves open. */
export interface BayeuxDirector {
  /** The client of that id; null if there is none, or it is gone. */
  client(clientId: string): BayeuxClient | null;
  words(client: BayeuxClient | null): BayeuxWords;
  /** Text of the reply, and the new client; null if it was refused. */
  handshake(message: BayeuxMessage): {
    readonly reply: string;
    readonly client: BayeuxClient | null;
  };
  /** A client connects that nobody knows, perhaps since it has expired. */
  connectsLate(message: BayeuxMessage): void;
  /** The client has changed its subscriptions; told once a message. */
  subscriptionsChanged(client: BayeuxClient): void;
  /** Text of the acknowledgement. */
  publish(client: BayeuxClient, message: BayeuxMessage): string;
}

export type BayeuxServer = ReturnType<typeof bayeuxServer>;

/** What the recorded servers hold at most, so that a client's own advice can't hold one for ever. */
const longestHold = 3_600_000;
const mostSubscriptions = 10_000;

/**
 * The protocol of a Bayeux server (Bayeux §4, §5), without I/O. Batches come in, `respond` is called once for each: at
 * once, or for a connect that is held when there is something to say, or its time is over. A client on a line is told
 * what there is to say without an answer to its connect, unless it acknowledges: acknowledgements ride on connects.
 *
 * @param expireAfter milliseconds after which a client that does not connect again is unknown; null: never
 */
export function bayeuxServer(clock: Clock, expireAfter: number | null = null) {
  const held = new Set<BayeuxClient>();
  const expiring = expiry(clock, expireAfter);

  function connect(
    client: BayeuxClient,
    message: BayeuxMessage,
    alone: boolean,
    director: BayeuxDirector,
    respond: (outcome: BayeuxOutcome) => void,
  ): (() => void) | null {
    const received = clock.now();
    client.held?.supersede();
    expiring.callOff(client);
    const arrived = ackIn(message);
    if (arrived !== null) client.acknowledge(arrived);
    const words = director.words(client);
    const timeout = Math.min(
      wholeNumber(member(message.advice, 'timeout')) ?? words.timeout ?? usualTimeout,
      longestHold,
    );
    const wait = alone && client.connected && !client.hasEvents && timeout > 0;
    client.connected = true;
    const answer = (): void => {
      const { events, ack: batch, fault } = client.takeForConnect(alone);
      const text = connectReply(words, message, client.clientId, batch, client.gone);
      expiring.awaitConnect(client);
      respond({
        messages: [...send(events), withTimesync(text, message, received, clock.now())],
        ...(fault === null ? {} : { fault }),
      });
    };
    if (!wait) {
      answer();
      return null;
    }
    const end = (): void => {
      callOff();
      client.held = null;
      held.delete(client);
    };
    const callOff = clock.after(timeout, () => client.held?.release());
    held.add(client);
    client.held = {
      release: () => {
        end();
        answer();
      },
      supersede: () => {
        end();
        // As CometD's servers since 3.1 do.
        respond({ status: 500, reason: 'Internal Server Error' });
      },
      fail: (failure) => {
        end();
        if (failure === 'unknown-client') {
          const text = unknownClientReply(words, message);
          respond({ messages: [withTimesync(text, message, received, clock.now())] });
          return;
        }
        expiring.awaitConnect(client);
        // A gateway that fails ends a websocket: there is nothing else to say on it.
        if (failure === 'cut') respond({ status: 500, reason: '', cut: true });
        else respond(client.line === null ? failure : { ...failure, cut: true });
      },
    };
    const mine = client.held;
    return () => {
      if (client.held !== mine) return;
      end();
      expiring.awaitConnect(client);
    };
  }

  /** What is answered at once. */
  function inSync(text: string, message: BayeuxMessage): string {
    return withTimesync(text, message, clock.now(), clock.now());
  }

  function reply(message: BayeuxMessage, client: BayeuxClient, director: BayeuxDirector): string {
    const words = director.words(client);
    const granted = (kind: 'subscribe' | 'unsubscribe' | 'disconnect'): string =>
      grantedReply(words.replies.get(kind)?.text ?? null, message, client.clientId);
    switch (message.channel) {
      case '/meta/subscribe': {
        const refusal = whyRefused(client, message, words);
        if (refusal !== null) return refusal;
        for (const each of message.subscriptions) client.subscriptions.add(each);
        director.subscriptionsChanged(client);
        return granted('subscribe');
      }
      case '/meta/unsubscribe':
        if (message.subscriptions.length === 0) {
          return refusedReply(words, message, 'subscription-missing');
        }
        for (const each of message.subscriptions) client.subscriptions.delete(each);
        director.subscriptionsChanged(client);
        return granted('unsubscribe');
      case '/meta/disconnect':
        client.gone = true;
        expiring.callOff(client);
        client.held?.release();
        return granted('disconnect');
      default:
        return message.channel === null || message.channel.startsWith('/meta/')
          ? refusedReply(words, message, 'channel-missing')
          : director.publish(client, message);
    }
  }

  return {
    /**
     * Takes a batch; returns how to forget a connect that is held because its connection is gone, else null.
     *
     * @param line where the batch came from, if it is one; null for HTTP
     */
    handle(
      batch: readonly BayeuxMessage[],
      director: BayeuxDirector,
      respond: (outcome: BayeuxOutcome) => void,
      line: Line | null = null,
    ): (() => void) | null {
      // Events ride on any response, before the replies.
      const events: string[] = [];
      const replies: string[] = [];
      const clients = new Set<BayeuxClient>();
      let forget: (() => void) | null = null;
      let responded = false;
      for (const message of batch) {
        if (message.channel === '/meta/handshake') {
          const { reply: text, client } = director.handshake(message);
          if (client !== null) {
            client.line = line;
            expiring.awaitConnect(client);
          }
          replies.push(inSync(text, message));
          continue;
        }
        const client = message.clientId === null ? null : director.client(message.clientId);
        if (client !== null && message.channel === '/meta/connect') client.line = line;
        if (client === null) {
          if (message.channel === '/meta/connect') director.connectsLate(message);
          replies.push(inSync(unknownClientReply(director.words(null), message), message));
        } else if (message.channel !== '/meta/connect') {
          clients.add(client);
          expiring.prolong(client);
          replies.push(inSync(reply(message, client, director), message));
        } else if (batch.length === 1) {
          responded = true;
          forget = connect(client, message, true, director, respond);
        } else {
          connect(client, message, false, director, (outcome) => {
            if (!('messages' in outcome)) return;
            events.push(...outcome.messages.slice(0, -1));
            replies.push(...outcome.messages.slice(-1));
          });
        }
      }
      if (!responded) {
        for (const client of clients) events.push(...send(client.takeAside()));
        respond({ messages: [...events, ...replies] });
      }
      return forget;
    },

    /** Tells each of these what there is to say, if there is a way: its line, or a connect that is held. */
    flush(clients: Iterable<BayeuxClient>): void {
      for (const client of clients) {
        while (client.line?.open === true && client.hasEvents) {
          const { events, fault } = client.takeForLine();
          if (events.length === 0) break;
          client.line.push(send(events), fault);
        }
        if (client.hasEvents) client.held?.release();
      }
    },

    /** Lets all held connects go; none expires any more. */
    close(): void {
      expiring.close();
      for (const client of [...held]) client.held?.release();
    },
  };
}

function whyRefused(
  client: BayeuxClient,
  message: BayeuxMessage,
  words: BayeuxWords,
): string | null {
  const { subscriptions } = message;
  if (subscriptions.length === 0) return refusedReply(words, message, 'subscription-missing');
  if (subscriptions.some((each) => !each.startsWith('/') || each.startsWith('/meta/'))) {
    return refusedReply(words, message, 'subscription-invalid');
  }
  const refused = subscriptions.map((each) => words.refused.get(each)).find(Boolean);
  if (refused !== undefined) return grantedReply(refused.text, message, client.clientId);
  return client.subscriptions.size + subscriptions.length > mostSubscriptions
    ? refusedReply(words, message, 'subscribe-denied')
    : null;
}

function send(events: readonly Event[]): string[] {
  return events.map((event) => {
    event.sent();
    return event.text;
  });
}

function wholeNumber(node: JsonNode | undefined): number | null {
  const value = node?.kind === 'number' ? Number(textOf(node)) : Number.NaN;
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}
