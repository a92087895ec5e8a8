/** How much of one thing a reader takes before it gives up. */
export interface ReaderLimits {
  /** Bytes of a request's head, first to last. */
  readonly requestHead: number;
  /** Bytes of a response's head. */
  readonly responseHead: number;
  /** Bytes of a chunk-size line with its extensions. */
  readonly chunkLine: number;
  /** Bytes of a trailer section. */
  readonly trailers: number;
}
