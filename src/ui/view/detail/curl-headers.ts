import type { BodyDetail, ExchangeDetail } from '../../protocol/detail.js';
import type { CurlSecrets } from './curl-secrets.js';
import { shellPrintf, shellWord, type WordPart } from './shell-word.js';

/** What of a command says which headers are sent. */
interface CurlHeaders {
  readonly words: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** What belongs to one connection (RFC 9110 §7.6.1), or is made anew by curl. */
const OWN: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/** A header's name (RFC 9110 §5.1), and what may stand in its value (§5.5). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/u;
const VALUE = /^[^\0\r\n]*$/u;

/** Every header as it was sent, and none that curl would add by itself. */
export function curlHeaders(
  detail: ExchangeDetail,
  hasBody: boolean,
  secrets: CurlSecrets,
): CurlHeaders {
  const { row, requestHeaders, requestBody } = detail;
  const upgrades = row.kind === 'websocket';
  const named = namedByConnection(detail);
  const kept = requestHeaders.filter(([name]) => {
    const lower = name.toLowerCase();
    if (upgrades && (lower === 'connection' || lower === 'upgrade')) return true;
    // What is kept of it is decoded.
    if (lower === 'content-encoding' && isKept(requestBody)) return false;
    return !OWN.has(lower) && !named.has(lower);
  });
  const sendable = kept.filter(([name, value]) => NAME.test(name) && VALUE.test(value));
  const has = (wanted: string) => sendable.some(([name]) => name.toLowerCase() === wanted);
  const words = sendable.map((header) => headerWords(ownOrigin(header, detail), secrets));
  for (const name of ['User-Agent', 'Accept', ...(hasBody ? ['Content-Type'] : [])]) {
    if (!has(name.toLowerCase())) words.push(['--header', `'${name}:'`]);
  }
  if (hasBody && (requestBody?.length ?? 0) >= WAITS) words.push(['--header', "'Expect:'"]);
  if (has('accept-encoding')) words.push(['--compressed']);
  return {
    words,
    notes: sendable.length < kept.length ? ['A header that no request can hold was left out.'] : [],
  };
}

function isKept(body: BodyDetail | null): boolean {
  return body !== null && (body.text !== null || body.base64 !== null);
}

/** From this size on curl asks first whether the server wants the body. */
const WAITS = 1024 * 1024;

function headerWords([name, value]: readonly [string, string], secrets: CurlSecrets): string[] {
  // Of Basic credentials the user's name is kept, and the password is a pseudonym.
  const basic = /^basic ([^:]+):(~[\w-]{22})$/iu.exec(value);
  if (name.toLowerCase() === 'authorization' && basic !== null) {
    const [, user = '', password = ''] = basic;
    const parts = [{ text: `${percentDecoded(user)}:` }, ...secrets.parts(password, 'PASSWORD')];
    return ['--user', shellWord(parts)];
  }
  // `Name;` is how curl is told of an empty value.
  if (value === '') return ['--header', shellWord([{ text: `${name};` }])];
  const parts: readonly WordPart[] = [{ text: `${name}: ` }, ...secrets.parts(value, name)];
  // Headers are read as bytes, one a character (RFC 9110 §5.5).
  const isBytes = /[\u0080-\u00ff]/u.test(value) && !/[^\0-\u00ff]/u.test(value);
  return ['--header', isBytes ? `"$(${shellPrintf(parts, true)})"` : shellWord(parts)];
}

/** `Origin` and `Referer` name the recorder where the desktop was told that it is the server. */
function ownOrigin(
  header: readonly [string, string],
  { requestHeaders, target }: ExchangeDetail,
): readonly [string, string] {
  const [name, value] = header;
  const host = requestHeaders.find(([each]) => each.toLowerCase() === 'host')?.[1];
  if (target === null || host === undefined || !/^(?:origin|referer)$/iu.test(name)) return header;
  for (const origin of [`http://${host}`, `https://${host}`]) {
    if (value === origin || value.startsWith(`${origin}/`)) {
      return [name, target + value.slice(origin.length)];
    }
  }
  return header;
}

function namedByConnection({ requestHeaders }: ExchangeDetail): ReadonlySet<string> {
  return new Set(
    requestHeaders
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(','))
      .map((token) => token.trim().toLowerCase()),
  );
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
