import type { FiledBody } from '../../capture/wire.js';
import type { Body, Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import { countIn, listIn, numberIn, textIn, valueIn } from './members.js';

/** A body as a HAR has it. */
export interface HarBody {
  /** As it stands, so perhaps Base64; '' if it is not there. */
  readonly text: string;
  /** Whether the file does not hold it, though there was one. */
  readonly isAbsent: boolean;
  /** Its bytes after content decoding; they are made at each call. */
  read(): { readonly content: Uint8Array; readonly filed: FiledBody };
}

/** What the body of a request or an answer is told by. */
interface Told {
  readonly headers: Headers;
  /** `postData` or `content`. */
  readonly container: unknown;
  /** Of the whole message. */
  readonly bodySize: number | null;
  /** What a HAR of our own says of it; undefined in any other, null if there was none. */
  readonly own: unknown;
}

/** Null if the request has no body. */
export function requestBody(request: unknown, headers: Headers, own: unknown): HarBody | null {
  const container = valueIn(request, 'postData');
  const told = { headers, container, bodySize: numberIn(request, 'bodySize'), own };
  if (own === null) return null;
  const isBase64 = textIn(container, '_encoding') === 'base64';
  const text = textIn(container, 'text') ?? formOf(container);
  if (text !== null && fileOf(container) === null) return present(text, isBase64, told);
  const length = lengthOf(told);
  if (length === null && own === undefined) return null;
  return length === 0 ? present('', false, told) : absent(length ?? 0, own);
}

/** Null if the answer can have no body (RFC 9112 §6.3). */
export function responseBody(
  response: unknown,
  headers: Headers,
  {
    method,
    status,
    own,
  }: { readonly method: string; readonly status: number; readonly own: unknown },
): HarBody | null {
  const hasNone = method === 'HEAD' || status < 200 || status === 204 || status === 304;
  if (own === null || (own === undefined && hasNone)) return null;
  const container = valueIn(response, 'content');
  const told = { headers, container, bodySize: numberIn(response, 'bodySize'), own };
  const text = textIn(container, 'text');
  if (text !== null && fileOf(container) === null) {
    return present(text, textIn(container, 'encoding') === 'base64', told);
  }
  const size = numberIn(container, 'size');
  const length = size !== null && size > 0 ? size : size === 0 ? 0 : lengthOf(told);
  const isLeftOut = fileOf(container) !== null || textIn(container, 'comment') !== null;
  return (length ?? 0) === 0 && !isLeftOut ? present('', false, told) : absent(length ?? 0, own);
}

/** Name of the file beside a HAR in which Playwright put a body; such files are not read. */
export function fileOf(container: unknown): string | null {
  return textIn(container, '_file') ?? textIn(container, '_sha1');
}

function present(text: string, isBase64: boolean, { headers, bodySize, own }: Told): HarBody {
  if (textIn(own, 'omitted') !== null) return absent(countIn(own, 'length') ?? 0, own);
  const type = headerValue(headers, 'content-type');
  const isEncoded = headerValue(headers, 'content-encoding') !== null;
  const came = countIn(own, 'length') ?? contentLength(headers) ?? bodySize ?? 0;
  return {
    text,
    isAbsent: false,
    read() {
      const content = isBase64 ? Buffer.from(text, 'base64') : encoded(text, type);
      const length = isEncoded && came > 0 ? came : content.length;
      return { content, filed: { length, omitted: null, digest: null } };
    },
  };
}

const OMITTED = ['unknown-encoding', 'broken-encoding', 'too-large', 'absent'] as const;

function absent(length: number, own: unknown): HarBody {
  const why: Body['omitted'] = OMITTED.find((each) => each === textIn(own, 'omitted')) ?? 'absent';
  const digest = textIn(own, 'digest');
  const filed = {
    length: countIn(own, 'length') ?? (Number.isSafeInteger(length) ? length : 0),
    omitted: why,
    digest: /^[\da-f]{64}$/u.test(digest ?? '') ? digest : null,
  };
  const read = () => ({ content: new Uint8Array(), filed });
  return { text: '', isAbsent: why === 'absent', read };
}

/** How long a body was that is not told; null if there was none. */
function lengthOf({ headers, bodySize }: Told): number | null {
  const length = contentLength(headers);
  if (length !== null) return length;
  if (bodySize !== null && bodySize > 0) return bodySize;
  return headerValue(headers, 'transfer-encoding') === null ? null : 0;
}

function contentLength(headers: Headers): number | null {
  const value = headerValue(headers, 'content-length')?.trim() ?? '';
  return /^\d{1,15}$/u.test(value) ? Number(value) : null;
}

/** Some writers give the fields of a form only. Those of a multipart one don't say how it was put together. */
function formOf(container: unknown): string | null {
  const params = listIn(container, 'params');
  const isForm = /^\s*application\/x-www-form-urlencoded/iu.test(
    textIn(container, 'mimeType') ?? '',
  );
  if (!isForm || params.length === 0) return null;
  const form = new URLSearchParams();
  for (const each of params) form.append(textIn(each, 'name') ?? '', textIn(each, 'value') ?? '');
  return form.toString();
}

/** The text in the charset that its type names; UTF-8 where the two don't fit. */
function encoded(text: string, contentType: string | null): Buffer {
  const isLatin1 = /;\s*charset="?(?:iso-8859-1|latin1)\b/iu.test(contentType ?? '');
  return Buffer.from(text, isLatin1 && !/[^\x20-\x7e\s\xa0-\xff]/u.test(text) ? 'latin1' : 'utf8');
}
