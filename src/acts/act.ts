import type { Link } from '../recording/exchange.js';
import type { RecordedSession } from '../recording/reader.js';
import type { RecordedReply } from './recorded-reply.js';

/** A recorded session, whose acts are known. */
export type Part = Pick<RecordedSession, 'id' | 'user'>;

/** Which notification answers which call, or null: a link by message id. */
export type LinkOf = (notification: number) => Link | null;

/** Something a desktop does that the server may react to. */
export type Act = CallAct | HandshakeAct | SubscribeAct | PublishAct;

interface ActFacts {
  /** Place in wire order. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly consequences: readonly Consequence[];
}

export interface CallAct extends ActFacts {
  readonly kind: 'call';
  readonly exchange: number;
}

export interface HandshakeAct extends ActFacts {
  readonly kind: 'handshake';
  readonly reply: RecordedReply;
  /** Which of the session's Bayeux sessions it began or went on with, counted from 0. */
  readonly tab: number;
  /** It carried no credentials. */
  readonly anonymous: boolean;
  /** Its answer sets a session cookie, and it carried none. */
  readonly beginsSession: boolean;
}

/** Subscribes and unsubscribes with no other act between them. */
export interface SubscribeAct extends ActFacts {
  readonly kind: 'subscribe';
  /** Channels that were subscribed to and still were at the end of the act. */
  readonly subscribed: readonly string[];
  readonly unsubscribed: readonly string[];
}

export interface PublishAct extends ActFacts {
  readonly kind: 'publish';
  readonly channel: string;
  /** Text of the message's `data`; null if there was none. */
  readonly data: string | null;
  readonly reply: RecordedReply | null;
}

/** A notification that follows an act. */
export interface Consequence {
  /** Message id. */
  readonly notification: number;
  /** Place in wire order. */
  readonly seq: number;
  readonly channel: string;
  /** Which of the session's Bayeux sessions got it, counted from 0. */
  readonly tab: number;
  /** The same was delivered to another of the session's Bayeux sessions before. */
  readonly second: boolean;
  /** False if the server delivered it without a subscription. */
  readonly subscribed: boolean;
  /** Milliseconds after the act. */
  readonly offset: number;
  /** The call of another session that it is correlated with, as copies are; null if there is none. */
  readonly foreign: ForeignCall | null;
}

/** A call that another session made. */
export interface ForeignCall {
  /** Id of the recorded session. */
  readonly session: number;
  /** Exchange id. */
  readonly call: number;
  /** Milliseconds from the call to what it caused. */
  readonly offset: number;
}
