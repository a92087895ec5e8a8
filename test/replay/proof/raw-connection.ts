import { connect, type Socket } from 'node:net';
import type { Pump } from './pump.js';

/** A request as it goes over the wire. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
  /** Sizes of the chunks of a body that is sent chunked (RFC 9112 §7.1); null: with its length. */
  readonly chunk?: number | null;
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: string;
  /** Without those of the connection (RFC 9110 §7.6.1). */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** A connection of HTTP/1.1 without a client: requests may be sent before the answers to those before them. */
export class RawConnection {
  readonly socket: Socket;
  readonly #add: (pieces: readonly Buffer[]) => void;
  readonly #pump: Pump;
  readonly #waiting: { readonly method: string; answered(answer: RawAnswer | null): void }[] = [];
  #received = Buffer.alloc(0);

  constructor(port: number, pump: Pump) {
    this.#pump = pump;
    this.socket = connect(port, '127.0.0.1').setNoDelay(true);
    const lane = pump.lane((bytes) => void (this.socket.destroyed || this.socket.write(bytes)));
    this.#add = lane.add;
    this.socket.on('error', () => {});
    this.socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#read();
    });
    this.socket.on('close', () => {
      for (const { answered } of this.#waiting.splice(0)) answered(null);
    });
  }

  /** How many requests have no answer yet. */
  get open(): number {
    return this.#waiting.length;
  }

  get gone(): boolean {
    return this.socket.destroyed || this.socket.readableEnded;
  }

  /** Null if the connection ended before the answer was there. */
  request(request: RawRequest): Promise<RawAnswer | null> {
    this.#add(this.#pump.pieces(bytesOf(request)));
    return new Promise((answered) => {
      this.#waiting.push({ method: request.method, answered });
    });
  }

  /** Hangs up, whatever is under way. */
  drop(): void {
    this.socket.destroy();
  }

  #read(): void {
    for (;;) {
      const [next] = this.#waiting;
      const end = this.#received.indexOf('\r\n\r\n');
      if (next === undefined || end < 0) return;
      const [status = '', ...lines] = this.#received.toString('latin1', 0, end).split('\r\n');
      const headers = lines.map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)] as const;
      });
      const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
      const bare = next.method === 'HEAD' || /^HTTP\/1.1 (?:204|304)/u.test(status);
      const bodyEnd = end + 4 + (bare ? 0 : Number(length ?? 0));
      if (this.#received.length < bodyEnd) return;
      const body = this.#received.subarray(end + 4, bodyEnd);
      this.#received = this.#received.subarray(bodyEnd);
      this.#waiting.shift();
      next.answered({
        status,
        headers: headers.filter(([name]) => !/^(?:connection|keep-alive)$/iu.test(name)),
        body,
      });
    }
  }
}

function bytesOf({ method, target, headers, body, chunk = null }: RawRequest): Buffer {
  const framing =
    body === null
      ? []
      : [chunk === null ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked'];
  const head = [
    `${method} ${target} HTTP/1.1`,
    'Host: stand-in.test',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...framing,
  ];
  return Buffer.concat([
    Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
    ...(body === null ? [] : chunk === null ? [body] : chunksOf(body, chunk)),
  ]);
}

function chunksOf(body: Uint8Array, size: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < body.length; from += size) {
    const part = body.subarray(from, from + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), Buffer.from(part));
    parts.push(Buffer.from('\r\n'));
  }
  return [...parts, Buffer.from('0\r\n\r\n')];
}
