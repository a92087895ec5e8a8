import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes of a request's body. */
export const mostBody = 1024 * 1024;

/** Bytes of a body that nobody wants that are read all the same. */
const mostUnwanted = 8 * 1024 * 1024;

/** The body of a request, which somebody may want or not. */
export class RequestBody {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  /** Who asked waits to be told to go on (RFC 9110 §10.1.1). */
  #held: boolean;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.#held = request.headers.expect?.toLowerCase() === '100-continue';
  }

  /** All of it; null if it is too long. Rejects if it breaks off. */
  async read(): Promise<Buffer | null> {
    if (this.#held) this.#response.writeContinue();
    this.#held = false;
    const chunks: Buffer[] = [];
    let length = 0;
    const parts = this.#request.iterator({ destroyOnReturn: false });
    for await (const chunk of parts as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > mostBody) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /**
   * Reads what is left of it, and throws it away: where a connection is closed with something unread in it, the answer
   * may be lost (RFC 9112 §9.6). Resolves when all has come, when nothing will, or when it is too much.
   */
  drain(): Promise<void> {
    const request = this.#request;
    if (this.#held || request.complete || request.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      let length = 0;
      request.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > mostUnwanted) resolve();
      });
      for (const event of ['end', 'error', 'close']) request.on(event, () => resolve());
      request.resume();
    });
  }
}
