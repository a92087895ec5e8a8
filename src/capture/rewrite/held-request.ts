import { listOf, valuesOf } from '../http1/fields.js';
import type { ParsedRequestHead } from '../http1/request-head.js';
import { latin1 } from './latin1.js';
import type { OriginText } from './origin-text.js';
import { type HeadFor, vouchesForBody } from './passage.js';
import { isTextual } from './textual.js';

/**
 * Whether a request's body can be kept back until it is whole: its length is said in front, it is text without a
 * coding, and the desktop sends it without being asked to (RFC 9110 §10.1.1).
 *
 * @param limit bytes that are kept back at most
 */
export function canBeHeld({ fields, delimiter }: ParsedRequestHead, limit: number): boolean {
  return (
    delimiter.framing === 'length' &&
    delimiter.length > 0 &&
    delimiter.length <= limit &&
    isTextual(valuesOf(fields, 'content-type')[0]) &&
    listOf(fields, 'content-encoding').every((coding) => coding === 'identity') &&
    !fields.some(({ key }) => key === 'expect' || vouchesForBody(key))
  );
}

/** A request that is kept back, with its head, until it is whole: URIs that name the recorder then name the server. */
export class HeldRequest {
  readonly #headFor: HeadFor;
  readonly #origins: OriginText;
  readonly #to: string;
  #body: Buffer[] = [];

  /**
   * @param origins those of the recorder
   * @param to the server's
   */
  constructor(headFor: HeadFor, origins: OriginText, to: string) {
    this.#headFor = headFor;
    this.#origins = origins;
    this.#to = to;
  }

  body(payload: readonly Buffer[]): void {
    this.#body.push(...payload);
  }

  /** The body is whole. */
  end(): Buffer {
    const body = Buffer.concat(this.#body);
    const text = latin1(body);
    if (!this.#origins.isIn(text)) return Buffer.concat([this.#headFor(), body]);
    const changed = Buffer.from(this.#origins.replaceIn(text, this.#to), 'latin1');
    return Buffer.concat([this.#headFor({ length: changed.length }), changed]);
  }

  /** The desktop sends nothing more: what came so far. */
  cut(): Buffer {
    return Buffer.concat([this.#headFor(), ...this.#body]);
  }
}
