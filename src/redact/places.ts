/**
 * Where something was taken out of an exchange. Replay lets any value match there.
 *
 * | place | what stood there |
 * |---|---|
 * | `header/<name>` | a header's value or a part of it; the name in lower case |
 * | `header/cookie/<name>` | the value of one cookie of the request |
 * | `header/set-cookie/<name>` | the value of a cookie that the server set |
 * | `path` | something before the query of the request target: `;jsessionid=…`, a password in an absolute URI |
 * | `query/<name>` | the value of a query parameter or a part of it |
 * | `form/<name>` | the value of a field of a form (urlencoded or multipart) or a part of it |
 * | `body<pointer>` | a JSON value or a part of it, by its JSON Pointer (RFC 6901): `body/user/password`; `body` is the whole value |
 * | `text` | somewhere in a body that is none of these |
 *
 * Names of cookies, parameters and fields are escaped as in a JSON Pointer (`~1` for `/`, `~0` for `~`).
 * What stands within a string that is JSON itself is named by the outer string.
 */
export type Place = string;

/** Somewhere in a text without a structure that could name the spot. */
export const TEXT_PLACE: Place = 'text';

/** Before the query of a request target. */
export const PATH_PLACE: Place = 'path';

export function headerPlace(name: string): Place {
  return `header/${name.toLowerCase()}`;
}

export function cookiePlace(header: 'cookie' | 'set-cookie', cookie: string): Place {
  return `header/${header}/${escaped(cookie)}`;
}

export function queryPlace(parameter: string): Place {
  return `query/${escaped(parameter)}`;
}

export function formPlace(field: string): Place {
  return `form/${escaped(field)}`;
}

/** @param pointer JSON Pointer, '' for the whole body */
export function bodyPlace(pointer: string): Place {
  return `body${pointer}`;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
