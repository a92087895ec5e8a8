import type { Headers } from '../../recording/exchange.js';
import { parseRequestHead } from '../http1/request-head.js';
import { parseResponseHead } from '../http1/response-head.js';
import type {
  ExchangeEnd,
  ExchangeObserver,
  UnreadableReason,
  WebsocketMessage,
  WireSink,
} from '../wire.js';
import { ENTRY_HEAD, kinds } from './wire-log.js';

/** Who hears what a log tells. */
export interface WireLogStage {
  readonly sink: WireSink;
  /** It is now so late; told before each entry. */
  now(at: number): void;
  fact(name: string, value: string): void;
  gap(gap: { readonly from: number; readonly to: number; readonly reason: string }): void;
}

/** An exchange under way. */
interface Player {
  readonly observer: ExchangeObserver;
  readonly method: string;
}

/** Reads logs that `WireLog` wrote, one after the other, and tells what they hold as the relay told it. */
export class WireLogReader {
  readonly #stage: WireLogStage;
  readonly #exchanges = new Map<number, Player>();

  constructor(stage: WireLogStage) {
    this.#stage = stage;
  }

  /** Nothing of `log` is kept: its memory can be used again. */
  read(log: Uint8Array): void {
    const bytes = Buffer.from(log.buffer, log.byteOffset, log.length);
    for (let at = 0; at < bytes.length; ) {
      const start = at + ENTRY_HEAD;
      const end = start + bytes.readUInt32LE(at + 13);
      const time = bytes.readDoubleLE(at + 5);
      this.#stage.now(time);
      this.#tell(bytes[at], bytes.readUInt32LE(at + 1), bytes, start, end, time);
      at = end;
    }
  }

  #tell(
    kind: number | undefined,
    id: number,
    bytes: Buffer,
    start: number,
    end: number,
    at: number,
  ): void {
    const observer = this.#exchanges.get(id)?.observer;
    switch (kind) {
      case kinds.exchange: {
        const { head } = parseRequestHead(bytes.toString('latin1', start + 4, end));
        const connection = bytes.readUInt32LE(start);
        const begun = this.#stage.sink.exchange(connection, head);
        this.#exchanges.set(id, { observer: begun, method: head.method });
        return;
      }
      case kinds.requestBody:
        observer?.requestBody(Buffer.from(bytes.subarray(start, end)));
        return;
      case kinds.requestEnd:
        observer?.requestEnd(start === end ? [] : (json(bytes, start, end) as Headers));
        return;
      case kinds.responseHead: {
        const method = this.#exchanges.get(id)?.method ?? 'GET';
        observer?.responseHead(
          parseResponseHead(bytes.toString('latin1', start, end), method).head,
        );
        return;
      }
      case kinds.responseBody:
        observer?.responseBody(Buffer.from(bytes.subarray(start, end)));
        return;
      case kinds.upgraded:
        observer?.upgraded(released);
        return;
      case kinds.textMessage:
      case kinds.otherMessage: {
        const direction = bytes[start] === 0 ? 'to-server' : 'to-desktop';
        const text = kind === kinds.textMessage ? bytes.toString('utf8', start + 1, end) : null;
        observer?.websocketMessage({ direction, text }, released);
        return;
      }
      case kinds.unreadable: {
        const [direction, why] = json(bytes, start, end) as [
          WebsocketMessage['direction'],
          UnreadableReason,
        ];
        observer?.unreadable(direction, why);
        return;
      }
      case kinds.end: {
        const [outcome, trailers] = json(bytes, start, end) as [ExchangeEnd, Headers?];
        this.#exchanges.delete(id);
        observer?.end(outcome, trailers ?? [], released);
        return;
      }
      case kinds.fact:
        this.#stage.fact(...(json(bytes, start, end) as [name: string, value: string]));
        return;
      case kinds.forgotten:
        this.#exchanges.delete(id);
        observer?.forgotten();
        return;
      case kinds.gap: {
        const [from, reason] = json(bytes, start, end) as [from: number, reason: string];
        this.#stage.gap({ from, to: at, reason });
        return;
      }
      default:
        throw new Error(`A wire log has an entry of kind ${kind}`);
    }
  }
}

/** Whole logs are committed: who waits is let go where the log was written. */
function released(): void {}

function json(bytes: Buffer, start: number, end: number): unknown {
  return JSON.parse(bytes.toString('utf8', start, end));
}
