/**
 * What a reader throws inside its room when bytes break the rules. `status` is the answer that a
 * request with this fault deserves; `message` is one line for people.
 */
export class FramingError extends Error {
  override readonly name = 'FramingError';

  constructor(
    message: string,
    readonly status: 400 | 431 | 501 | 505 = 400,
  ) {
    super(message);
  }
}
