import type { Link } from '../../recording/exchange.js';
import type { RecordedSession } from '../../recording/reader.js';
import type { RecordedShape } from '../matching/compare-shapes.js';
import type { BayeuxWords, RecordedReply } from './bayeux-words.js';

/** A recorded session, of which there is a script. */
export type Part = Pick<RecordedSession, 'id' | 'user'>;

/** Which notification answers which call, or null: a link by message id. */
export type LinkOf = (notification: number) => Link | null;

/** What a live desktop can be given of one recorded session: its acts with all that they caused, and its safe requests. */
export interface Script {
  /** Id of the recorded session. */
  readonly session: number;
  readonly user: string | null;
  readonly acts: readonly Act[];
  /** Calls and safe requests that have an answer, by `bookKey`, in recorded order. */
  readonly requests: ReadonlyMap<string, readonly RecordedRequest[]>;
  /** Those without a usable answer: they only serve to explain a miss. */
  readonly unanswered: readonly RecordedRequest[];
  /** What the desktop received before any act of its own, because the recording begins in the middle. */
  readonly prologue: readonly Consequence[];
  /** What other sessions' calls caused here, in recorded order, by exchange id of the call. */
  readonly fromOthers: ReadonlyMap<number, readonly Consequence[]>;
  readonly words: BayeuxWords;
}

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

/** A recorded HTTP request with what decides whether its answer fits. */
export interface RecordedRequest {
  readonly exchange: number;
  readonly call: boolean;
  /** Request target with its query. */
  readonly path: string;
  readonly shape: RecordedShape;
  /** Of a call: the index of its act. Of a safe request: of the latest act before it; -1 if there is none. */
  readonly position: number;
  readonly status: number;
  /** Milliseconds from the request to the end of the answer. */
  readonly latency: number;
  /** Place of the answer's end in wire order. */
  readonly answerSeq: number;
  /** Its answer sets a session cookie, and it carries none. */
  readonly beginsSession: boolean;
  /** Why the recorded answer can't be given; null if it can. */
  readonly unusable: string | null;
}
