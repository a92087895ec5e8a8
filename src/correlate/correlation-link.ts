/** A link call → notification with its reason; the same shape as a recording keeps. Once made it is final. */
export interface CorrelationLink {
  /** Exchange id of the call. */
  readonly call: number;
  /** Message id of the notification. */
  readonly notification: number;
  /** The rule that made the link. */
  readonly rule: string;
  /** What was equal, as a JSON object; a copy also names the first delivery (`copyOf`). */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** True if it was delivered to someone else than the caller, or again to the caller's second tab. */
  readonly copy: boolean;
}
