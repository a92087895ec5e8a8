import type { HeaderList } from '../../protocol/detail.js';

/** A cookie that was sent, or set. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Of one that was set, as they stood: `Path=/`, `HttpOnly`. */
  readonly attributes: readonly string[];
}

/** The cookies of a request (RFC 6265 §4.2), in order, repeats included. */
export function sentCookies(headers: HeaderList): readonly Cookie[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => ({ ...parted(pair), attributes: [] }));
}

/** The cookies that an answer sets (RFC 6265 §4.1). */
export function setCookies(headers: HeaderList): readonly Cookie[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => {
      const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
      return { ...parted(pair), attributes: attributes.filter((each) => each !== '') };
    });
}

function parted(pair: string): { readonly name: string; readonly value: string } {
  const equals = pair.indexOf('=');
  return equals === -1
    ? { name: '', value: pair }
    : { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() };
}
