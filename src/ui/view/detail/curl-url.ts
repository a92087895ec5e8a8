import type { ExchangeDetail } from '../../protocol/detail.js';
import type { CurlSecrets } from './curl-secrets.js';
import { shellPrintf, shellWord } from './shell-word.js';

/** What of a command says where the request goes. */
interface CurlUrl {
  readonly words: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** A request target that curl sends as it is (RFC 3986 §3.3), dot segments aside. */
const ORDINARY = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/u;

/** Segments that curl would resolve (RFC 3986 §5.2.4). */
const DOTS = /\/(?:\.|%2e){1,2}(?:[/?]|$)/iu;

/** Where a request goes, with its target exactly as it was. */
export function curlUrl(
  { row, target, requestHeaders }: ExchangeDetail,
  secrets: CurlSecrets,
): CurlUrl {
  const { path, notes: about } = sendable(row.path ?? '/');
  const host = requestHeaders.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const origin = target ?? `http://${/^[\w.:[\]-]+$/u.test(host) ? host : 'localhost'}`;
  const notes = [
    ...(target === null ? ['Nobody knows which server was recorded: put its origin in.'] : []),
    ...about,
  ];
  if (ORDINARY.test(path)) {
    const url = shellWord([{ text: origin }, ...secrets.parts(path, 'PATH')]);
    return {
      words: [...(DOTS.test(path.split('?')[0] ?? '') ? [['--path-as-is']] : []), [url]],
      notes,
    };
  }
  // Also what is no path (`*`, an absolute URI), and bytes that a URL can't hold.
  const parts = secrets.parts(path, 'PATH');
  const isBytes = /[\u0080-\u00ff]/u.test(path) && !/[^\0-\u00ff]/u.test(path);
  const word = isBytes ? `"$(${shellPrintf(parts, true)})"` : shellWord(parts);
  return { words: [['--request-target', word], [shellWord([{ text: `${origin}/` }])]], notes };
}

/** What would end a request line (RFC 9112 §3.2) can only come from a recording that was not made of requests. */
function sendable(path: string): { readonly path: string; readonly notes: readonly string[] } {
  const encoded = path.replace(
    /[\0-\u0020\u007f]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return {
    path: encoded,
    notes:
      encoded === path ? [] : ['Characters that no request line can hold are percent-encoded.'],
  };
}
