import type { Headers } from '../../recording/exchange.js';
import type {
  ExchangeEnd,
  RequestHead,
  ResponseHead,
  UnreadableReason,
  WebsocketMessage,
} from '../wire.js';

/** What an entry of the log tells; the number stands in the log. */
export const kinds = {
  exchange: 1,
  requestBody: 2,
  requestEnd: 3,
  responseHead: 4,
  responseBody: 5,
  upgraded: 6,
  textMessage: 7,
  otherMessage: 8,
  unreadable: 9,
  end: 10,
  fact: 11,
  forgotten: 12,
  gap: 13,
} as const;

/** kind (1), exchange (4), time (8), length of what follows (4): all little-endian. */
export const ENTRY_HEAD = 17;

/** Bytes that a new log has room for; it grows. */
const FIRST_SIZE = 64 * 1024;

/**
 * What passes on the wire as one run of bytes: it goes to another thread as it is, where a clone of each
 * object would cost more than what is done with it. `WireLogReader` reads it.
 */
export class WireLog {
  #bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
  #length = 0;

  /** Bytes written since it was last taken. */
  get length(): number {
    return this.#length;
  }

  /** @param at milliseconds since the epoch, as in all entries */
  exchange(exchange: number, at: number, connection: number, head: RequestHead): void {
    const size = head.text.length;
    const start = this.#begin(kinds.exchange, exchange, at, 4 + size);
    this.#bytes.writeUInt32LE(connection, start);
    this.#bytes.write(head.text, start + 4, size, 'latin1');
  }

  requestBody(exchange: number, at: number, chunk: Uint8Array): void {
    this.#bytesOf(kinds.requestBody, exchange, at, chunk);
  }

  requestEnd(exchange: number, at: number, trailers: Headers): void {
    this.#json(kinds.requestEnd, exchange, at, trailers.length === 0 ? undefined : trailers);
  }

  responseHead(exchange: number, at: number, head: ResponseHead): void {
    const size = head.text.length;
    const start = this.#begin(kinds.responseHead, exchange, at, size);
    this.#bytes.write(head.text, start, size, 'latin1');
  }

  responseBody(exchange: number, at: number, chunk: Uint8Array): void {
    this.#bytesOf(kinds.responseBody, exchange, at, chunk);
  }

  upgraded(exchange: number, at: number): void {
    this.#begin(kinds.upgraded, exchange, at, 0);
  }

  websocketMessage(exchange: number, at: number, { direction, text }: WebsocketMessage): void {
    const kind = text === null ? kinds.otherMessage : kinds.textMessage;
    const content = text ?? '';
    // Three bytes of UTF-8 at most for each UTF-16 unit.
    const start = this.#begin(kind, exchange, at, 1 + 3 * content.length);
    this.#bytes[start] = direction === 'to-server' ? 0 : 1;
    const size = 1 + this.#bytes.write(content, start + 1, 'utf8');
    this.#bytes.writeUInt32LE(size, start - 4);
    this.#length = start + size;
  }

  unreadable(
    exchange: number,
    at: number,
    direction: WebsocketMessage['direction'],
    why: UnreadableReason,
  ): void {
    this.#json(kinds.unreadable, exchange, at, [direction, why]);
  }

  end(exchange: number, at: number, outcome: ExchangeEnd, trailers: Headers): void {
    this.#json(kinds.end, exchange, at, trailers.length === 0 ? [outcome] : [outcome, trailers]);
  }

  fact(at: number, name: string, value: string): void {
    this.#json(kinds.fact, 0, at, [name, value]);
  }

  /** Nothing more will be told of the exchange, not even its end. */
  forgotten(exchange: number, at: number): void {
    this.#begin(kinds.forgotten, exchange, at, 0);
  }

  gap(at: number, from: number, reason: string): void {
    this.#json(kinds.gap, 0, at, [from, reason]);
  }

  /** Gives out what was written, and begins again. The bytes belong to the caller, with all the memory behind them. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.buffer as ArrayBuffer, 0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(FIRST_SIZE);
    this.#length = 0;
    return taken;
  }

  #bytesOf(kind: number, exchange: number, at: number, chunk: Uint8Array): void {
    const start = this.#begin(kind, exchange, at, chunk.length);
    this.#bytes.set(chunk, start);
  }

  #json(kind: number, exchange: number, at: number, value: unknown): void {
    const text = value === undefined ? '' : JSON.stringify(value);
    const size = Buffer.byteLength(text);
    const start = this.#begin(kind, exchange, at, size);
    this.#bytes.write(text, start, size, 'utf8');
  }

  /** @returns where what follows is to be written, `size` bytes */
  #begin(kind: number, exchange: number, at: number, size: number): number {
    const head = this.#length;
    const start = head + ENTRY_HEAD;
    this.#reserve(start + size);
    const bytes = this.#bytes;
    bytes[head] = kind;
    bytes.writeUInt32LE(exchange, head + 1);
    bytes.writeDoubleLE(at, head + 5);
    bytes.writeUInt32LE(size, head + 13);
    this.#length = start + size;
    return start;
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(size, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
