import type { Headers } from '../../recording/exchange.js';
import { asChunk, lastChunk } from '../http1/as-chunk.js';
import type { OriginStream } from './origin-stream.js';
import { type HeadFor, type Passage, trailersBehind } from './passage.js';

/**
 * An answer whose length is not said in front goes on as it comes, so that what streams still streams. The chunks of
 * a chunked one are cut anew, and lose their extensions (RFC 9112 §7.1.1).
 */
export class StreamingPassage implements Passage {
  readonly #headFor: HeadFor;
  readonly #stream: OriginStream;
  readonly #chunked: boolean;

  constructor(headFor: HeadFor, stream: OriginStream, chunked: boolean) {
    this.#headFor = headFor;
    this.#stream = stream;
    this.#chunked = chunked;
  }

  begin(): readonly Buffer[] {
    return [this.#headFor({ length: null })];
  }

  body(_wire: Buffer, payload: readonly Buffer[]): readonly Buffer[] {
    return payload.flatMap((bytes) => this.#framed(this.#stream.push(bytes)));
  }

  end(trailers: Headers): readonly Buffer[] {
    return [...this.cut(), ...(this.#chunked ? [lastChunk(trailersBehind(trailers))] : [])];
  }

  cut(): readonly Buffer[] {
    return this.#framed(this.#stream.end());
  }

  #framed(bytes: Buffer): Buffer[] {
    if (bytes.length === 0) return [];
    return this.#chunked ? asChunk(bytes) : [bytes];
  }
}
