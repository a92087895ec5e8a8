import type { Headers } from '../../recording/exchange.js';

/** How one answer's bytes go to the desktop, when its body may have to be changed. Pure: bytes in, bytes out. */
export interface Passage {
  /** The head has come: what goes out for it. */
  begin(): readonly Buffer[];
  /** Bytes of the body: as they came, and the payload in them. */
  body(wire: Buffer, payload: readonly Buffer[]): readonly Buffer[];
  /** The body is whole; all that was kept back goes out. */
  end(trailers: Headers): readonly Buffer[];
  /** The body broke off; so does what goes out. */
  cut(): readonly Buffer[];
}

/** What changes in a head whose body was changed. */
export interface ChangedBody {
  /** Its length now, in bytes; null if it is not said in front. */
  readonly length: number | null;
}

/** Gives the head as it goes to the desktop; without `changed` beside the body as it came. */
export type HeadFor = (changed?: ChangedBody) => Buffer;

/** Names of fields, in lower case, that vouch for the bytes of a body (RFC 9530, RFC 3230, RFC 1864). */
const vouchers: ReadonlySet<string> = new Set([
  'content-digest',
  'repr-digest',
  'digest',
  'content-md5',
]);

/** Whether a field says what bytes a body must have, so that it would be wrong beside a changed one. */
export function vouchesForBody(key: string): boolean {
  return vouchers.has(key);
}

/** The trailers that may stand behind a changed body. */
export function trailersBehind(trailers: Headers): Headers {
  return trailers.filter(([name]) => !vouchesForBody(name.toLowerCase()));
}
