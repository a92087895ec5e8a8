/**
 * What a notification is to who got it: the answer to a call of its own; a consequence of another desktop's call, as
 * copies are; or neither.
 */
export type NotificationClass = 'answer' | 'consequence' | 'unsolicited';

/** What a notification follows when its session is played. */
export interface Cause {
  readonly class: NotificationClass;
  /** The act of its own desktop that sets it free; null: none, it comes before any act. */
  readonly act: CausingAct | null;
  /** Exchange id of another desktop's call that it waits for besides, if they play together; null if there is none. */
  readonly awaits: number | null;
  /** Milliseconds after the cause, where a person said so; else null. */
  readonly delay: number | null;
  /** A person has decided some of this. */
  readonly overridden: boolean;
  /** A person has decided that it never comes. */
  readonly dropped: boolean;
}

export interface CausingAct {
  readonly kind: 'call' | 'handshake' | 'subscribe' | 'publish';
  /** Of a call its exchange, else the message with which the desktop did it. */
  readonly id: number;
}
