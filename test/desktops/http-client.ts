import { type Agent, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { CookieJar } from './cookie-jar.js';

/** What a desktop got for an HTTP request. */
interface HttpAnswer {
  readonly status: number;
  /** Name and value in wire order, repeats included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body's bytes after content decoding, as text. */
  readonly body: string;
}

export interface HttpRequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string;
}

/** A desktop's HTTP side: keeps cookies, takes gzip, sends back the CSRF token it was given. */
export interface HttpClient {
  request(method: string, path: string, options?: HttpRequestOptions): Promise<HttpAnswer>;
  /** The header that carries the CSRF token, empty before a token was seen. */
  csrfHeaders(): Readonly<Record<string, string>>;
}

/** @param url the server's origin, without a slash at the end */
export function createHttpClient(url: string, jar: CookieJar, agent: Agent): HttpClient {
  let csrf: Readonly<Record<string, string>> = {};

  function exchange(
    method: string,
    path: string,
    { headers = {}, body }: HttpRequestOptions,
  ): Promise<IncomingMessage> {
    const cookies = jar.pairs();
    return new Promise((resolve, reject) => {
      const ask = url.startsWith('https:') ? secureRequest : request;
      const sent = ask(`${url}${path}`, {
        method,
        agent,
        headers: {
          'Accept-Encoding': 'gzip',
          ...(cookies.length > 0 && { Cookie: cookies.join('; ') }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(method !== 'GET' && csrf),
          ...headers,
        },
      });
      sent.on('response', resolve).on('error', reject).end(body);
    });
  }

  return {
    async request(method, path, options = {}) {
      const response = await exchange(method, path, options);
      const bytes = await buffer(response);
      for (const cookie of response.headers['set-cookie'] ?? []) jar.store(cookie);
      const name = response.headers['x-csrf-header'];
      const token = typeof name === 'string' && response.headers[name.toLowerCase()];
      if (token) csrf = { [String(name)]: String(token) };
      const decoded = response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
      return {
        status: response.statusCode ?? 0,
        headers: pairsOf(response.rawHeaders),
        body: decoded.toString(),
      };
    },
    csrfHeaders: () => csrf,
  };
}

function pairsOf(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
  );
}
