import { listOf, valuesOf } from '../http1/fields.js';
import type { ParsedResponseHead } from '../http1/response-head.js';
import type { MessageReaderOptions } from '../websocket/message-reader.js';
import { MessageRewriter } from './message-rewriter.js';
import { OriginStream } from './origin-stream.js';
import { OriginText } from './origin-text.js';
import type { HeadFor, Passage } from './passage.js';
import { StreamingPassage } from './streaming-passage.js';
import { isTextual } from './textual.js';
import { WholePassage } from './whole-passage.js';

/** Puts the recorder's origin in the place of the server's in what goes to desktops. */
export class AnswerRewriter {
  /** The server's. */
  readonly origins: OriginText;
  readonly #limit: number;
  /** Told why what may name the server goes on as it came, in a few words. */
  readonly onUnchanged: (reason: string) => void;

  /**
   * @param origin the server's
   * @param limit bytes of a body that are kept back at most
   */
  constructor(origin: string, limit: number, onUnchanged: (reason: string) => void) {
    this.origins = new OriginText([origin]);
    this.#limit = limit;
    this.onUnchanged = onUnchanged;
  }

  /** Exchanges origins in the messages of a websocket; null if they go as they come. */
  messages(options: MessageReaderOptions, to: string): MessageRewriter | null {
    if (!this.#isPlain(to)) return null;
    const { origins, onUnchanged } = this;
    return new MessageRewriter({ ...options, origins, to, onUnchanged });
  }

  /**
   * How an answer goes to the desktop; null if it goes as it comes: it has no body, only a part of one, or no text.
   *
   * @param to the origin under which the desktop reached the recorder
   */
  passage(parsed: ParsedResponseHead, to: string, headFor: HeadFor): Passage | null {
    if (!this.#isPlain(to)) return null;
    const { head, fields, delimiter } = parsed;
    const [type] = valuesOf(fields, 'content-type');
    const isPart = head.status === 206 || fields.some(({ key }) => key === 'content-range');
    if (delimiter.framing === 'none' || isPart || !isTextual(type)) return null;
    if (listOf(fields, 'transfer-encoding').some((coding) => coding !== 'chunked')) {
      this.onUnchanged('a Transfer-Encoding is unknown');
      return null;
    }
    const chunked = delimiter.framing === 'chunked';
    const codings = listOf(fields, 'content-encoding').filter((coding) => coding !== 'identity');
    if (codings.length === 0 && delimiter.framing !== 'length') {
      return new StreamingPassage(headFor, new OriginStream(this.origins, to), chunked);
    }
    // Whoever waits for its end would wait for ever.
    if (codings.length > 0 && /^text\/event-stream/iu.test(type ?? '')) {
      this.onUnchanged('it is a stream of events with a content coding');
      return null;
    }
    if (delimiter.framing === 'length' && delimiter.length > this.#limit) {
      this.onUnchanged('it is too large');
      return null;
    }
    return new WholePassage({
      headFor,
      origins: this.origins,
      to,
      chunked,
      coding: codings.length === 0 ? null : codings.join(', '),
      limit: this.#limit,
      onUnchanged: this.onUnchanged,
    });
  }

  /** A desktop says under which name it came: what would end a string in JSON or markup is not put there. */
  #isPlain(origin: string): boolean {
    const plain = /^https?:\/\/[\w.:[\]-]+$/iu.test(origin);
    if (!plain) this.onUnchanged('its Host is no plain name');
    return plain;
  }
}
