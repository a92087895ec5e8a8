import zlib from 'node:zlib';
import { FrameError } from './frame-error.js';

/** What deflate can point back to (RFC 1951 §2). */
const WINDOW = 32 * 1024;
/** What a sender takes off the end of each message (RFC 7692 §7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/**
 * Streams that one message may be made of: whoever ends one in each message has two, with the tail. Each
 * costs a decoder of its own, and a hostile one may be two bytes long.
 */
const MOST_STREAMS = 16;

/** What zlib's synchronous functions give when they are asked for `info`. */
interface Inflated {
  readonly buffer: Buffer;
  /** `bytesWritten` is how much of the input was used. */
  readonly engine: { readonly bytesWritten: number };
}

/**
 * Undoes permessage-deflate for one direction, at once, so that messages stay in order with their commits.
 * Each message is inflated on its own; where its sender goes on with its window ("context takeover"),
 * the latest output is the dictionary. The widest window also reads what was deflated with a narrower one.
 */
export class Inflater {
  readonly #takeover: boolean;
  readonly #limit: number;
  #window: Buffer = Buffer.alloc(0);

  /**
   * @param takeover whether a message may point back into earlier ones
   * @param limit bytes that come out at most
   */
  constructor(takeover: boolean, limit: number) {
    this.#takeover = takeover;
    this.#limit = limit;
  }

  /**
   * The message; null if it is larger than the limit, or made of too many streams.
   *
   * @throws FrameError if the payload can't be inflated, or is not, and later ones will point into it
   */
  inflate(payload: Buffer): Buffer | null {
    const input = Buffer.concat([payload, TAIL]);
    const outputs: Buffer[] = [];
    let length = 0;
    let window = this.#window;
    // A final block ends the stream, but not the message (RFC 7692 §7.2.3.4).
    for (let at = 0; at < input.length; ) {
      const result = this.#part(input.subarray(at), window, this.#limit - length);
      if (result === null || outputs.length === MOST_STREAMS) return this.skip();
      outputs.push(result.buffer);
      length += result.buffer.length;
      window = windowAfter(window, result.buffer);
      at += result.engine.bytesWritten;
    }
    if (this.#takeover) this.#window = window;
    return outputs.length === 1 ? (outputs[0] as Buffer) : Buffer.concat(outputs);
  }

  /**
   * A compressed message passes that is not inflated.
   *
   * @throws FrameError if later ones will point into it
   */
  skip(): null {
    if (this.#takeover) throw new FrameError('a compressed message is too large', 'limit');
    return null;
  }

  /** Null if it is too large. */
  #part(input: Buffer, window: Buffer, limit: number): Inflated | null {
    try {
      const options: zlib.ZlibOptions & { readonly info: true } = {
        finishFlush: zlib.constants.Z_SYNC_FLUSH,
        // zlib refuses a limit of 0.
        maxOutputLength: Math.max(1, limit),
        info: true,
        ...(window.length === 0 ? {} : { dictionary: window }),
      };
      const result = zlib.inflateRawSync(input, options) as unknown as Inflated;
      if (result.engine.bytesWritten === 0) throw new Error('no progress');
      return result;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
      throw new FrameError('a compressed message is broken', 'peer');
    }
  }
}

/** The last bytes of all that came out. */
function windowAfter(window: Buffer, output: Buffer): Buffer {
  if (output.length >= WINDOW) return Buffer.from(output.subarray(-WINDOW));
  return Buffer.concat([window, output]).subarray(-WINDOW);
}
