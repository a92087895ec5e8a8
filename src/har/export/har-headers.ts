import type { Headers } from '../../recording/exchange.js';
import { headerValues } from '../../recording/headers.js';
import { parseCookies, parseSetCookie, type SetCookie } from '../../redact/cookies.js';

/** A header, a cookie of a request, or a parameter. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

/** A cookie that a server set. */
interface HarCookie extends Named {
  readonly path?: string;
  readonly domain?: string;
  /** ISO 8601. */
  readonly expires?: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite?: string;
}

export function namedHeaders(headers: Headers): Named[] {
  return headers.map(([name, value]) => ({ name, value }));
}

export function requestCookies(headers: Headers): Named[] {
  return headerValues(headers, 'cookie')
    .flatMap(parseCookies)
    .map(([name, value]) => ({ name, value }));
}

export function responseCookies(headers: Headers): HarCookie[] {
  return headerValues(headers, 'set-cookie').map((value) => cookieOf(parseSetCookie(value)));
}

function cookieOf({ name, value, attributes }: SetCookie): HarCookie {
  // The last one holds (RFC 6265 §5.3).
  const said = new Map(attributes.map(([each, text]) => [each.toLowerCase(), text ?? '']));
  const member = (as: string, text = ''): object => (text === '' ? {} : { [as]: text });
  const expires = new Date(said.get('expires') ?? '');
  return {
    name,
    value,
    ...member('path', said.get('path')),
    ...member('domain', said.get('domain')),
    ...(Number.isNaN(expires.getTime()) ? {} : { expires: expires.toISOString() }),
    httpOnly: said.has('httponly'),
    secure: said.has('secure'),
    ...member('sameSite', said.get('samesite')),
  };
}

/** The parameters of a query or a form, decoded, in order. */
export function parameters(text: string): Named[] {
  return Array.from(new URLSearchParams(text), ([name, value]) => ({ name, value }));
}
