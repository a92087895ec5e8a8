import type { Headers } from '../../recording/exchange.js';

const known = new WeakMap<Headers, string[]>();

/** Names and values in turn, as `node:http` wants them; the form that keeps order, repeats and case of names. */
export function flatHeaders(headers: Headers): string[] {
  return known.get(headers) ?? flat(headers);
}

/** Makes the flat form of headers that will go out more than once. */
export function rememberFlat(headers: Headers): void {
  known.set(headers, flat(headers));
}

function flat(headers: Headers): string[] {
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, value);
  return list;
}
