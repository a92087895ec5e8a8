/** A websocket's bytes can't be read any further. */
export class FrameError extends Error {
  constructor(
    message: string,
    /** Whether a peer broke the protocol, or what passes is more than is read here. */
    readonly fault: 'peer' | 'limit',
  ) {
    super(message);
  }
}
