/** A notification as it is compared, without its text: that is read when its counterpart is known. */
export interface Notice {
  /** Id of its message. */
  readonly message: number;
  /** Place in wire order. */
  readonly seq: number;
  /** When it came, in milliseconds since the epoch. */
  readonly at: number;
  /** Which of its desktop's Bayeux sessions got it, counted from 0. */
  readonly tab: number;
  readonly channel: string;
  readonly messageType: string | null;
  readonly notificationType: string | null;
  /** JSON text. */
  readonly reference: string | null;
  /** Of the resource that it is about. */
  readonly id: string | null;
  readonly state: string | null;
  /** Exchange id of the call that it is correlated with, whoever made it; null if none. */
  readonly call: number | null;
  /** It was delivered to someone else than the caller, or to a second tab. */
  readonly copy: boolean;
}
