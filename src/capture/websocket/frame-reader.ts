import { type FrameHeader, headerLength, parseHeader } from './frame-header.js';

/** A stretch of one frame. */
export interface FramePiece {
  readonly header: FrameHeader;
  /** Where in the frame's payload it begins: 0 once for each frame. */
  readonly offset: number;
  /** Payload as it came, still masked; part of the buffer that was handed in. */
  readonly raw: Buffer;
  /** The frame ends here. */
  readonly end: boolean;
  /** Where in the buffer the piece ends. */
  readonly next: number;
}

/** Takes the frames of one direction apart (RFC 6455 §5.2), in any number of pieces. */
export class FrameReader {
  #head: Buffer = Buffer.alloc(0);
  #header: FrameHeader | null = null;
  #offset = 0;

  /**
   * Reads on from `at`; null if nothing but a part of a head is left there.
   *
   * @throws FrameError
   */
  take(bytes: Buffer, at: number): FramePiece | null {
    const start = this.#header === null ? this.#takeHead(bytes, at) : at;
    const header = this.#header;
    if (header === null || (start === bytes.length && header.length > 0)) return null;
    const offset = this.#offset;
    const next = Math.min(bytes.length, start + header.length - offset);
    this.#offset += next - start;
    const end = this.#offset === header.length;
    if (end) this.#header = null;
    return { header, offset, raw: bytes.subarray(start, next), end, next };
  }

  #takeHead(bytes: Buffer, at: number): number {
    let next = at;
    while (this.#head.length < headerLength(this.#head)) {
      if (next === bytes.length) return next;
      const missing = headerLength(this.#head) - this.#head.length;
      const taken = bytes.subarray(next, next + missing);
      this.#head = Buffer.concat([this.#head, taken]);
      next += taken.length;
    }
    this.#header = parseHeader(this.#head);
    this.#head = Buffer.alloc(0);
    this.#offset = 0;
    return next;
  }
}

/** Writes the payload of a piece without its mask (§5.3): the bytes that travel on stay as they are. */
export function unmaskInto(target: Buffer, { header, offset, raw }: FramePiece): void {
  raw.copy(target);
  const { mask } = header;
  if (mask === null) return;
  for (let i = 0; i < raw.length; i += 1) {
    target[i] = (raw[i] as number) ^ (mask[(offset + i) & 3] as number);
  }
}
