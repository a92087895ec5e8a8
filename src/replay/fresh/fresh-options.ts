/** Which ids are made anew. */
export interface FreshOptions {
  /**
   * References that the server gave (numbers that restart in each recording) are other ones for each live session, the same
   * in the answer and all that it caused; by default false: they are as recorded. What a client supplies is echoed either way.
   */
  readonly freshReferences?: boolean;
}
