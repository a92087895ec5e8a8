/** How much of one thing a reader takes before it gives up. */
export interface Limits {
  /** Bytes of a request's head, first to last. */
  readonly requestHead: number;
  /** Bytes of a response's head. */
  readonly responseHead: number;
  /** Bytes of a chunk-size line with its extensions. */
  readonly chunkLine: number;
  /** Bytes of a trailer section. */
  readonly trailers: number;
}

/** The limits that hold unless others are given. */
export const defaultLimits: Limits = {
  requestHead: 64 * 1024,
  responseHead: 256 * 1024,
  chunkLine: 4 * 1024,
  trailers: 64 * 1024,
};
