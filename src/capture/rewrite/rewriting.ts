import type { AnswerRewriter } from './answer-rewriter.js';
import type { RequestRewriter } from './request-rewriter.js';

/** How origins are exchanged in bodies, each way. */
export interface Rewriting {
  readonly answers: AnswerRewriter;
  /** Null if the server is told the recorder's name, and so knows it. */
  readonly requests: RequestRewriter | null;
}
