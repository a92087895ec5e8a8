/** What a checkpointer's thread is told at its start. */
export interface CheckpointerOrders {
  readonly file: string;
  /** One 32-bit number, a state. */
  readonly memory: SharedArrayBuffer;
}

/** What the shared number says. */
export const states = {
  /** Nothing is to be done; the thread waits. */
  idle: 0,
  /** A checkpoint is to be made, or under way. */
  asked: 1,
  /** The thread is to close its connection and end. */
  stop: 2,
  /** The connection is closed. */
  ended: 3,
} as const;
