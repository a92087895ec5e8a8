import { headerValue } from '../../recording/headers.js';
import type { LiveRequest } from '../exchange-at-the-door.js';
import { Recent } from '../recent.js';

/** Bytes of a body that is remembered at most. */
const mostBody = 4_096;
/** Characters of all keys together. */
const most = 8 * 1024 * 1024;
/** Beside its key, about what a request that was read takes. */
const overhead = 2_000;

/** Remembers what was made of requests, so that equal ones are read once. */
export class RequestMemory<T> {
  readonly #known = new Recent<string, T>(most);

  /**
   * Equal for requests that mean the same; null if it is not to be remembered.
   *
   * @param facts what else decides what is made of it
   */
  keyOf({ method, target, headers, body }: LiveRequest, facts: string): string | null {
    if (body !== null && body.length > mostBody) return null;
    const host = headerValue(headers, 'host') ?? '';
    const type = headerValue(headers, 'content-type') ?? '';
    // No line of a head has an end of line in it, so nothing can pass for something else.
    return `${method} ${target}\n${host}\n${type}\n${facts}\n${textOf(body)}`;
  }

  get(key: string): T | undefined {
    return this.#known.get(key);
  }

  set(key: string, made: T): void {
    this.#known.set(key, made, key.length + overhead);
  }
}

/** A character for each byte; none differs from no byte. */
function textOf(body: Uint8Array | null): string {
  if (body === null) return '';
  const { buffer, byteOffset, byteLength } = body;
  return `+${Buffer.from(buffer, byteOffset, byteLength).toString('latin1')}`;
}
