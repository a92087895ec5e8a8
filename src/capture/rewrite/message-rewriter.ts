import { isUtf8 } from 'node:buffer';
import { GrowingBuffer } from '../growing-buffer.js';
import { FrameError } from '../websocket/frame-error.js';
import { type FrameHeader, isControl, opcodes } from '../websocket/frame-header.js';
import { type FramePiece, FrameReader, unmaskInto } from '../websocket/frame-reader.js';
import { Inflater } from '../websocket/inflater.js';
import type { MessageReaderOptions, WebsocketEvent } from '../websocket/message-reader.js';
import { latin1 } from './latin1.js';
import type { OriginText } from './origin-text.js';
import { wholeFrame } from './whole-frame.js';

/** As a reader tells them, but what is told as `wire` is what goes on to the desktop. */
export type RewriterEvent =
  | WebsocketEvent
  /** The desktop can't follow any more: what comes next points back into what it did not get. */
  | { readonly type: 'stuck'; readonly reason: string };

export interface MessageRewriterOptions extends MessageReaderOptions {
  readonly origins: OriginText;
  /** What stands in the place of the origins. */
  readonly to: string;
  /** A message goes on as it came, for a reason in a few words. */
  readonly onUnchanged: (reason: string) => void;
}

interface Message {
  /** Of its first frame. */
  readonly header: FrameHeader;
  /** Null if it is too large. */
  payload: GrowingBuffer | null;
  /** Its frames as they came; null if it is too large, and goes on as it comes. */
  held: Buffer[] | null;
  heldLength: number;
}

/**
 * Exchanges origins in the text messages to a desktop. A message is kept back until it is whole; control frames in
 * between overtake it (RFC 6455 §5.4). Only a message in which an origin stands is framed anew, in one frame, not
 * compressed (RFC 7692 §6). Where the server's compressor goes on with its window, the desktop's window lacks that
 * message from then on: all later compressed messages go on decompressed.
 */
export class MessageRewriter {
  readonly #frames = new FrameReader();
  readonly #options: MessageRewriterOptions;
  readonly #inflater: Inflater | null;
  /** Bytes of a frame's head that is not whole yet. */
  #head: Buffer[] = [];
  #message: Message | null = null;
  /** The desktop's window is no longer the server's. */
  #diverged = false;
  #dead = false;

  constructor(options: MessageRewriterOptions) {
    const { takeover, limit } = options;
    this.#options = options;
    this.#inflater = takeover === null ? null : new Inflater(takeover, limit);
  }

  *read(bytes: Buffer): Generator<RewriterEvent, void, undefined> {
    let at = 0;
    try {
      while (at < bytes.length && !this.#dead) {
        const piece = this.#frames.take(bytes, at);
        const start = at;
        at = piece?.next ?? bytes.length;
        if (piece === null) {
          this.#head.push(bytes.subarray(start));
          break;
        }
        const wire = Buffer.concat([...this.#head.splice(0), bytes.subarray(start, at)]);
        yield* isControl(piece.header) ? this.#control(piece, wire) : this.#data(piece, wire);
      }
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#dead = true;
      if (this.#diverged) {
        yield { type: 'stuck', reason: error.message };
        return;
      }
      yield { type: 'bytes', wire: this.rest() };
      yield { type: 'unreadable', reason: error.message, fault: error.fault };
    }
    if (at < bytes.length) yield { type: 'bytes', wire: bytes.subarray(at) };
  }

  /** What is kept back of a message that will not become whole. */
  rest(): Buffer {
    const held = this.#message?.held ?? [];
    this.#message = null;
    return Buffer.concat([...held, ...this.#head.splice(0)]);
  }

  *#control(piece: FramePiece, wire: Buffer): Generator<RewriterEvent, void, undefined> {
    const closes = piece.header.opcode === opcodes.close;
    if (closes && this.#message !== null) yield { type: 'bytes', wire: this.rest() };
    yield { type: closes && piece.end ? 'close' : 'bytes', wire };
  }

  *#data(piece: FramePiece, wire: Buffer): Generator<RewriterEvent, void, undefined> {
    const { header, raw, offset, end } = piece;
    const message = offset === 0 ? this.#begin(header, wire) : this.#message;
    if (message === null) {
      yield { type: 'bytes', wire };
      return;
    }
    let out = wire;
    if (message.payload !== null) unmaskInto(message.payload.extend(raw.length), piece);
    if (message.held !== null) {
      message.held.push(wire);
      message.heldLength += wire.length;
      if (message.heldLength > this.#options.limit) {
        out = this.#letGo(message, message.held);
      } else if (!end || !header.fin) {
        return;
      }
    }
    if (!end || !header.fin) {
      yield { type: 'bytes', wire: out };
      return;
    }
    const content = this.#contentOf(message);
    const isText = message.header.opcode === opcodes.text && content !== null && isUtf8(content);
    if (message.held !== null) out = this.#changed(message, content, isText);
    this.#message = null;
    yield { type: 'message', wire: out, text: isText ? content.toString() : null };
  }

  #begin(header: FrameHeader, wire: Buffer): Message {
    const goesOn = header.opcode === opcodes.continuation;
    const fault = goesOn
      ? this.#message === null || header.rsv1
      : this.#message !== null || (header.rsv1 && this.#inflater === null);
    if (fault) {
      this.#head.push(wire);
      throw new FrameError('the frames of a message are not valid', 'peer');
    }
    // Later compressed messages may point back into a binary one.
    const wanted = header.opcode === opcodes.text || header.rsv1;
    this.#message ??= {
      header,
      payload: wanted ? new GrowingBuffer() : null,
      held: wanted ? [] : null,
      heldLength: 0,
    };
    return this.#message;
  }

  /** It is too large to be kept back. */
  #letGo(message: Message, held: Buffer[]): Buffer {
    if (message.header.rsv1) {
      if (this.#diverged)
        throw new FrameError('a message is too large to be decompressed', 'limit');
      // Where later ones point back into it, it is the last that can be read.
      if (this.#options.takeover) this.#inflater?.skip();
    }
    this.#options.onUnchanged('it is too large');
    message.payload = null;
    message.held = null;
    return Buffer.concat(held);
  }

  #contentOf({ header, payload }: Message): Buffer | null {
    const bytes = payload?.bytes ?? null;
    if (!header.rsv1) return bytes;
    return bytes === null ? null : (this.#inflater?.inflate(bytes) ?? null);
  }

  #changed({ header, held }: Message, content: Buffer | null, isText: boolean): Buffer {
    const { origins, to, takeover } = this.#options;
    if (content !== null && isText) {
      const text = latin1(content);
      if (origins.isIn(text)) {
        this.#diverged ||= header.rsv1 && takeover === true;
        return wholeFrame(header.opcode, Buffer.from(origins.replaceIn(text, to), 'latin1'));
      }
    }
    if (this.#diverged && header.rsv1 && content !== null)
      return wholeFrame(header.opcode, content);
    return Buffer.concat(held ?? []);
  }
}
