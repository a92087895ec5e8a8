import type { Received } from '../../acts/turns.js';
import type { DataFacts } from '../../correlate/facts.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import type { ClientTransport } from '../client/client-transport.js';

/** Something that a desktop does at its recorded place. */
export type Step = HttpStep | HandshakeStep | BayeuxStep;

interface StepFacts {
  /** Place in wire order. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What it is in words: `POST /api/v2/me StartContactCenterSession`. */
  readonly name: string;
  /** So many of the session's happenings came before it: it waits for all of them. */
  readonly awaits: number;
  /** Index of the happening that is its answer; null if it is not waited for. */
  readonly answer: number | null;
  /** Milliseconds that the answer took. */
  readonly took: number;
}

/** A call or a safe exchange. */
export interface HttpStep extends StepFacts {
  readonly kind: 'http';
  readonly exchange: RecordedExchange;
}

export interface HandshakeStep extends StepFacts {
  readonly kind: 'handshake';
  readonly tab: number;
  readonly exchange: RecordedExchange;
  readonly transport: ClientTransport;
  readonly ack: boolean;
  /** False if the recorded server refused it. */
  readonly successful: boolean;
}

/** What else a tab asks of its Bayeux server, in one request. */
export interface BayeuxStep extends StepFacts {
  readonly kind: 'bayeux';
  readonly tab: number;
  readonly acts: readonly BayeuxAct[];
}

export type BayeuxAct =
  | { readonly kind: 'subscribe'; readonly channel: string }
  | { readonly kind: 'unsubscribe'; readonly channel: string }
  | { readonly kind: 'publish'; readonly channel: string; readonly row: RecordedMessage }
  | { readonly kind: 'disconnect' };

/** Something that came to a desktop: what its acts wait for. */
export type Happening = AnswerHappening | NotificationHappening;

export interface AnswerHappening {
  readonly kind: 'answer';
  readonly seq: number;
  readonly at: number;
  /** Index of the step that it answers. */
  readonly step: number;
}

export interface NotificationHappening {
  readonly kind: 'notification';
  readonly seq: number;
  readonly at: number;
  readonly received: Received;
  readonly facts: DataFacts;
  readonly tab: number;
  /** Exchange id of the call that it is linked with; null if there is none. */
  readonly call: number | null;
  /** Index of the session's own step that it followed; null if there is none. */
  readonly follows: number | null;
}
