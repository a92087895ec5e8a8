import type { ExchangeDetail } from '../../protocol/detail.js';
import { curlBody } from './curl-body.js';
import { curlHeaders } from './curl-headers.js';
import { CurlSecrets } from './curl-secrets.js';
import { curlUrl } from './curl-url.js';
import { shellWord } from './shell-word.js';

/** A command that makes a request again. */
export interface CurlCommand {
  readonly command: string;
  /** What whoever runs it should know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * The request of an exchange as a command for a POSIX shell: the same method, target, headers (repeats too) and
 * bytes, but for what belongs to one connection. What was redacted is a variable, set in the lines before.
 */
export function curlCommand(detail: ExchangeDetail): CurlCommand {
  const secrets = new CurlSecrets();
  // Only a token can be a method (RFC 9110 §9.1).
  const method = (detail.row.method ?? '').replace(/[^\w!#$%&'*+.^`|~-]/gu, '') || 'GET';
  const body = curlBody(detail, secrets);
  const url = curlUrl(detail, secrets);
  const headers = curlHeaders(detail, body.words.length > 0, secrets);
  const words = [
    ['curl'],
    ...methodWords(method, body.words.length > 0).map((word) => [word]),
    ...url.words,
    ...headers.words,
    ...body.words,
  ].map((each) => each.join(' '));
  const command = words.join(' \\\n  ');
  const notes = [
    ...(secrets.assignments.length === 0
      ? []
      : ['What was redacted is a variable that begins with SECRET_: put the real value there.']),
    ...url.notes,
    ...headers.notes,
    ...body.notes,
  ];
  return {
    command: [...secrets.assignments, `${body.before}${command}`].join('\n'),
    notes,
  };
}

/** curl takes GET without a body and POST with one by itself. */
function methodWords(method: string, hasBody: boolean): readonly string[] {
  if (method === (hasBody ? 'POST' : 'GET')) return [];
  if (method === 'HEAD' && !hasBody) return ['--head'];
  return [`--request ${shellWord([{ text: method }])}`];
}
