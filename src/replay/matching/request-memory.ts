import { crc32 } from 'node:zlib';
import { headerValue } from '../../recording/headers.js';
import type { LiveRequest } from '../exchange-at-the-door.js';
import { Recent } from '../recent.js';

/** Bytes of a body that is remembered at most. */
const mostBody = 4_096;
/** Bytes of all together, about. */
const most = 16 * 1024 * 1024;
/** Beside its body, about what a request that was read takes. */
const overhead = 3_000;

/** What of a request decides what is made of it. */
export interface Looks {
  /** By which it is found; another one may have the same by chance, or on purpose. */
  readonly key: number;
  readonly request: LiveRequest;
  readonly facts: number | string;
}

interface Known<T> {
  readonly method: string;
  readonly target: string;
  readonly host: string | null;
  readonly type: string | null;
  readonly body: Uint8Array | null;
  readonly facts: number | string;
  readonly made: T;
}

/** Remembers what was made of requests, so that equal ones are read once. */
export class RequestMemory<T> {
  readonly #known = new Recent<number, Known<T>>(most);

  /** @param facts what else decides what is made of it */
  looksOf(request: LiveRequest, facts: number | string): Looks {
    const { target, body } = request;
    const path = crc32(target);
    const isShort = body !== null && body.length <= mostBody;
    return { key: isShort ? crc32(body, path) : path, request, facts };
  }

  /** What was made of an equal one; undefined if none is remembered. */
  get({ key, request, facts }: Looks): T | undefined {
    const known = this.#known.get(key);
    return known !== undefined &&
      known.target === request.target &&
      known.method === request.method &&
      known.facts === facts &&
      equalBytes(known.body, request.body) &&
      known.host === headerValue(request.headers, 'host') &&
      known.type === headerValue(request.headers, 'content-type')
      ? known.made
      : undefined;
  }

  set({ key, request, facts }: Looks, made: T): void {
    const { method, target, headers, body } = request;
    const length = body?.length ?? 0;
    if (length > mostBody) return;
    const host = headerValue(headers, 'host');
    const type = headerValue(headers, 'content-type');
    const size = length + target.length + (host?.length ?? 0) + (type?.length ?? 0);
    // A copy: the body may be part of a larger piece of memory.
    const own = body === null ? null : Uint8Array.from(body);
    const known = { method, target, host, type, body: own, facts, made };
    this.#known.set(key, known, 2 * size + overhead);
  }
}

function equalBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && Buffer.compare(one, other) === 0;
}
