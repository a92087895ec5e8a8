import { decodeContent, encodeContent } from '../../recording/content-coding.js';
import type { Headers } from '../../recording/exchange.js';
import { asChunk, lastChunk } from '../http1/as-chunk.js';
import { latin1 } from './latin1.js';
import type { OriginText } from './origin-text.js';
import { type HeadFor, type Passage, trailersBehind } from './passage.js';

export interface WholePassageOptions {
  readonly headFor: HeadFor;
  readonly origins: OriginText;
  /** What stands in the place of the origins. */
  readonly to: string;
  readonly chunked: boolean;
  /** `Content-Encoding`; null if there is none. */
  readonly coding: string | null;
  /** Bytes that are kept back at most, as they came and decoded. */
  readonly limit: number;
  /** The body goes on as it came, for a reason in a few words. */
  readonly onUnchanged: (reason: string) => void;
}

/**
 * An answer that is kept back, with its head, until it is whole: because its length is said in front, or it can
 * only be decoded in one piece. Where no origin stands in it, it goes on byte for byte as it came.
 */
export class WholePassage implements Passage {
  readonly #options: WholePassageOptions;
  #wire: Buffer[] = [];
  #payload: Buffer[] = [];
  #length = 0;
  /** It outgrew the limit, and goes on as it comes. */
  #passing = false;

  constructor(options: WholePassageOptions) {
    this.#options = options;
  }

  begin(): readonly Buffer[] {
    return [];
  }

  body(wire: Buffer, payload: readonly Buffer[]): readonly Buffer[] {
    if (this.#passing) return [wire];
    this.#wire.push(wire);
    this.#payload.push(...payload);
    // Chunks of one byte each have long size lines.
    this.#length += wire.length;
    if (this.#length <= 2 * this.#options.limit) return [];
    this.#options.onUnchanged('it is too large');
    return this.cut();
  }

  end(trailers: Headers): readonly Buffer[] {
    if (this.#passing) return [];
    const { headFor, chunked } = this.#options;
    const changed = this.#changed();
    if (changed === null) return this.cut();
    const body = chunked ? [...asChunk(changed), lastChunk(trailersBehind(trailers))] : [changed];
    return [headFor({ length: changed.length }), ...body];
  }

  cut(): readonly Buffer[] {
    if (this.#passing) return [];
    this.#passing = true;
    const wire = this.#wire;
    this.#wire = [];
    this.#payload = [];
    return [this.#options.headFor(), ...wire];
  }

  /** Null if the body must stay as it came. */
  #changed(): Buffer | null {
    const { origins, to, coding, limit, onUnchanged } = this.#options;
    const body = Buffer.concat(this.#payload);
    if (body.length === 0) return null;
    const decoded = decodeContent(body, coding, { limit });
    if ('omitted' in decoded) {
      onUnchanged(reasons[decoded.omitted]);
      return null;
    }
    const text = latin1(decoded.content);
    if (!origins.isIn(text)) return null;
    const content = Buffer.from(origins.replaceIn(text, to), 'latin1');
    const encoded = encodeContent(content, coding);
    return encoded === null ? null : Buffer.from(encoded);
  }
}

const reasons = {
  'unknown-encoding': 'its content coding is unknown',
  'broken-encoding': 'its content coding is broken',
  'too-large': 'it is too large',
} as const;
