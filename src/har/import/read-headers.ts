import type { Headers } from '../../recording/exchange.js';
import { listIn, textIn } from './members.js';

/** A header's name is a token (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/u;

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Headers as far as HTTP/1.1 can say them. */
export interface ReadHeaders {
  readonly headers: Headers;
  /** How many it can't say. */
  readonly unsayable: number;
}

/**
 * The headers of a request or answer, in order. Pseudo-headers of HTTP/2 (RFC 9113 §8.3) go, but `:authority` becomes the
 * `Host` that HTTP/1.1 has for it. Chrome joins repeats with line feeds, which stand in no value: they are taken apart.
 */
export function readHeaders(
  message: unknown,
  member: 'headers' | 'trailers' = 'headers',
): ReadHeaders {
  const headers: (readonly [string, string])[] = [];
  let unsayable = 0;
  let authority: string | null = null;
  for (const each of listIn(message, member)) {
    const name = textIn(each, 'name');
    const value = textIn(each, 'value');
    if (name === ':authority') authority = value;
    if (name?.startsWith(':')) continue;
    if (name === null || value === null || !isToken(name) || /[\0\r]/u.test(value)) unsayable += 1;
    else for (const line of value.split('\n')) headers.push([name, line]);
  }
  if (authority === null || headers.some(([name]) => name.toLowerCase() === 'host')) {
    return { headers, unsayable };
  }
  if (/[\0\r\n]/u.test(authority)) return { headers, unsayable: unsayable + 1 };
  return { headers: [['Host', authority], ...headers], unsayable };
}
