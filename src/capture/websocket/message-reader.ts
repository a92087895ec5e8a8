import { isUtf8 } from 'node:buffer';
import type { BodyBudget } from '../body-budget.js';
import { GrowingBuffer } from '../growing-buffer.js';
import { FrameError } from './frame-error.js';
import { type FrameHeader, isControl, opcodes } from './frame-header.js';
import { type FramePiece, FrameReader, unmaskInto } from './frame-reader.js';
import { Inflater } from './inflater.js';

/** What a piece of one direction's bytes holds. All bytes come out once, in order, as they came. */
export type WebsocketEvent =
  /** Bytes that no message ends with. */
  | { readonly type: 'bytes'; readonly wire: Buffer }
  /** The last bytes of a message, and its text: null if it is binary, too large, or no UTF-8. */
  | { readonly type: 'message'; readonly wire: Buffer; readonly text: string | null }
  /** The last bytes of a Close frame (RFC 6455 §5.5.1). */
  | { readonly type: 'close'; readonly wire: Buffer }
  /** Nothing more can be read: whatever follows are `bytes`. */
  | { readonly type: 'unreadable'; readonly reason: string; readonly fault: FrameError['fault'] };

export interface MessageReaderOptions {
  /** Whether compressed messages may point back into earlier ones; null if none are compressed. */
  readonly takeover: boolean | null;
  /** Bytes of a message that are inspected at most, as it came and inflated. */
  readonly limit: number;
  /** What the messages of all websockets that are not whole yet may hold; one for which there is no room is too large. */
  readonly budget?: BodyBudget;
}

interface Message {
  readonly header: FrameHeader;
  /** Null if it is too large, or of no interest. */
  payload: GrowingBuffer | null;
}

/** Reads the messages of one direction of a websocket (RFC 6455 §5.4). Never throws, never keeps bytes back. */
export class MessageReader {
  readonly #frames = new FrameReader();
  readonly #inflater: Inflater | null;
  readonly #limit: number;
  readonly #budget: BodyBudget | undefined;
  #message: Message | null = null;
  #dead = false;

  constructor({ takeover, limit, budget }: MessageReaderOptions) {
    this.#inflater = takeover === null ? null : new Inflater(takeover, limit);
    this.#limit = limit;
    this.#budget = budget;
  }

  *read(bytes: Buffer): Generator<WebsocketEvent, void, undefined> {
    /** Up to where the bytes are given out. */
    let given = 0;
    let unreadable: FrameError | null = null;
    try {
      for (let at = 0; at < bytes.length && !this.#dead; ) {
        const piece = this.#frames.take(bytes, at);
        if (piece === null) break;
        at = piece.next;
        const ended = this.#take(piece);
        if (ended === null) continue;
        const text = ended === 'close' ? null : this.#textOf(ended);
        const wire = bytes.subarray(given, at);
        given = at;
        if (ended === 'close') yield { type: 'close', wire };
        else yield { type: 'message', wire, text };
      }
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      unreadable = error;
      this.drop();
    }
    if (given < bytes.length) yield { type: 'bytes', wire: bytes.subarray(given) };
    if (unreadable !== null) {
      yield { type: 'unreadable', reason: unreadable.message, fault: unreadable.fault };
    }
  }

  /** Nothing more is read: gives back what it holds. */
  drop(): void {
    this.#dead = true;
    if (this.#message !== null) this.#giveUp(this.#message);
    this.#message = null;
  }

  /** What ends with this piece. */
  #take(piece: FramePiece): Message | 'close' | null {
    const { header, offset, end } = piece;
    if (isControl(header)) return end && header.opcode === opcodes.close ? 'close' : null;
    const message = offset === 0 ? this.#begin(header) : this.#message;
    if (message === null) return null;
    const count = piece.raw.length;
    if ((message.payload?.length ?? 0) + count > this.#limit) this.#giveUp(message);
    if (message.payload !== null && this.#budget?.take(count) === false) this.#giveUp(message);
    if (message.payload !== null) unmaskInto(message.payload.extend(count), piece);
    if (!end || !header.fin) return null;
    this.#message = null;
    this.#budget?.giveBack(message.payload?.length ?? 0);
    return message;
  }

  /** It is too large. */
  #giveUp(message: Message): void {
    this.#budget?.giveBack(message.payload?.length ?? 0);
    message.payload = null;
  }

  #begin(header: FrameHeader): Message {
    const goesOn = header.opcode === opcodes.continuation;
    if (goesOn !== (this.#message !== null)) {
      throw new FrameError('the fragments of a message are out of order', 'peer');
    }
    if (header.rsv1 && (goesOn || this.#inflater === null)) {
      throw new FrameError('a reserved bit is set', 'peer');
    }
    // Later messages may point back into a binary one.
    const wanted = header.opcode === opcodes.text || header.rsv1;
    this.#message ??= { header, payload: wanted ? new GrowingBuffer() : null };
    return this.#message;
  }

  #textOf({ header, payload }: Message): string | null {
    const bytes = payload?.bytes ?? null;
    const content = header.rsv1 ? this.#inflated(bytes) : bytes;
    if (content === null || header.opcode !== opcodes.text) return null;
    return isUtf8(content) ? content.toString() : null;
  }

  #inflated(payload: Buffer | null): Buffer | null {
    if (this.#inflater === null) return null;
    return payload === null ? this.#inflater.skip() : this.#inflater.inflate(payload);
  }
}
