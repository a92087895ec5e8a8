/** What `record` does with URIs that name the server or the recorder in bodies. */
export interface OriginOptions {
  /**
   * Puts the recorder's origin in the place of the server's in bodies and notifications to desktops, and the server's
   * in the place of the recorder's in request bodies. The recording keeps what came. Without it the operator is told,
   * once, if the server names itself to desktops: they would go round the recorder.
   */
  readonly rewriteOrigin?: boolean;
}
