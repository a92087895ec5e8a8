import { type RecordedReply, recordedReply, saysUnknownClient } from '../../acts/recorded-reply.js';
import type { Turn } from '../../acts/turns.js';
import type { ServerEra } from '../../bayeux/errors.js';
import type { BayeuxMessage } from '../../bayeux/message.js';
import { type JsonNode, member, stringMember, textOf } from '../../json/node.js';

/** What kinds of reply a server says over and over. */
export type ReplyKind =
  | 'connect'
  | 'connect-with-advice'
  | 'subscribe'
  | 'unsubscribe'
  | 'publish'
  | 'disconnect';

/** How the recorded server speaks Bayeux; what it never said is absent. */
export interface BayeuxWords {
  readonly handshake: RecordedReply | null;
  /** Text of the refusal of a handshake; for a session, only if it was never let in. */
  readonly denied: string | null;
  readonly replies: Pick<ReadonlyMap<ReplyKind, RecordedReply>, 'get'>;
  /** Refusals of a subscription, by channel. */
  readonly refused: ReadonlyMap<string, RecordedReply>;
  /** `error` that it gives to a client it does not know. */
  readonly unknownClient: string | null;
  /** In whose wording errors are told that it never told itself. */
  readonly era: ServerEra;
  /** Milliseconds that it holds a connect, from its advice. */
  readonly timeout: number | null;
}

/** What the server said in one session. */
export interface SessionWords extends Omit<BayeuxWords, 'era'> {
  readonly replies: ReadonlyMap<ReplyKind, RecordedReply>;
}

/** Gathers the words of some turns; the first of each kind counts, so that timing decides nothing. */
export function bayeuxWords(turns: readonly Turn[]): SessionWords {
  let handshake: RecordedReply | null = null;
  let denied: string | null = null;
  let unknownClient: string | null = null;
  let timeout: number | null = null;
  const replies = new Map<ReplyKind, RecordedReply>();
  const refused = new Map<string, RecordedReply>();
  const granted = new Set<string>();
  for (const { exchange, request, reply } of turns) {
    if (reply === null) continue;
    timeout ??= positiveNumber(member(reply.advice, 'timeout'));
    const recorded = recordedReply(exchange, reply);
    if (request.channel === '/meta/handshake') {
      // A refusal may advise to shake hands again, as a 402 does.
      if (reply.successful === true) handshake ??= recorded;
      else if (reply.successful === false) denied ??= recorded.text;
    } else if (saysUnknownClient(reply)) {
      unknownClient ??= reply.error;
    } else if (turnsAway(request, reply)) {
      // It was true for that moment only: others must be able to go on.
    } else if (reply.successful === true) {
      const kind = replyKind(request);
      if (!replies.has(kind)) replies.set(kind, recorded);
      if (kind === 'subscribe') for (const each of request.subscriptions) granted.add(each);
    } else if (request.channel === '/meta/subscribe') {
      for (const each of request.subscriptions) if (!refused.has(each)) refused.set(each, recorded);
    }
  }
  for (const each of granted) refused.delete(each);
  return { handshake, denied, replies, refused, unknownClient, timeout };
}

/** Whether a connect is told not to come again (its client has disconnected), or later, since another tab's is held. */
function turnsAway({ channel }: BayeuxMessage, { advice }: BayeuxMessage): boolean {
  if (channel !== '/meta/connect' || advice === undefined) return false;
  const reconnect = stringMember(advice, 'reconnect');
  return reconnect === 'none' || member(advice, 'multiple-clients') !== undefined;
}

export function replyKind(request: BayeuxMessage): ReplyKind {
  switch (request.channel) {
    case '/meta/connect':
      return request.advice === undefined ? 'connect' : 'connect-with-advice';
    case '/meta/subscribe':
      return 'subscribe';
    case '/meta/unsubscribe':
      return 'unsubscribe';
    case '/meta/disconnect':
      return 'disconnect';
    default:
      return 'publish';
  }
}

/** The words of one session, with those of the whole recording where it says nothing: they are looked for only then. */
export function wordsOr(words: SessionWords, others: BayeuxWords): BayeuxWords {
  const letIn = words.handshake !== null || words.replies.size > 0;
  return {
    get handshake() {
      return words.handshake ?? others.handshake;
    },
    denied: letIn ? null : words.denied,
    replies: { get: (kind) => words.replies.get(kind) ?? others.replies.get(kind) },
    refused: words.refused,
    get unknownClient() {
      return words.unknownClient ?? others.unknownClient;
    },
    get era() {
      return others.era;
    },
    get timeout() {
      return words.timeout ?? others.timeout;
    },
  };
}

/** Null for 0, too: a server that never held a connect would be asked without pause. */
function positiveNumber(node: JsonNode | undefined): number | null {
  const value = node?.kind === 'number' ? Number(textOf(node)) : Number.NaN;
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
