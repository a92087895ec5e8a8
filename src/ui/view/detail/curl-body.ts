import type { ExchangeDetail } from '../../protocol/detail.js';
import type { CurlSecrets } from './curl-secrets.js';
import { needsEscapes, shellPrintf, shellWord } from './shell-word.js';

/** What of a command says which body is sent. */
interface CurlBody {
  /** What is piped into the command; empty if nothing is. */
  readonly before: string;
  readonly words: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** No word of a command may be longer than 128 KiB on Linux; what `printf` prints may be. */
const LONGEST_WORD = 64 * 1024;

/** The body, byte for byte: text as it stands, what a word can't hold through `printf` or `base64`. */
export function curlBody({ row, requestBody }: ExchangeDetail, secrets: CurlSecrets): CurlBody {
  if (requestBody === null) return { before: '', words: [], notes: [] };
  const { text, base64, cut, omitted, encoding } = requestBody;
  const file = `request-${row.id}`;
  if (cut || (text === null && base64 === null)) {
    const why = cut
      ? `The body is larger than is shown here: download it as ${file} first.`
      : `The body was not stored${omitted === null ? '' : ` (${omitted})`}: put yours into a file ${file}.`;
    return { before: '', words: [['--data-binary', `@${file}`]], notes: [why] };
  }
  const notes =
    encoding === null
      ? []
      : [`The body came as ${encoding}; it is sent decoded, and without Content-Encoding.`];
  if (text === null) {
    return {
      before: `printf '%s' '${base64}' | base64 -d | `,
      words: [['--data-binary', '@-']],
      notes,
    };
  }
  if (text === '' && (row.method === 'GET' || row.method === 'HEAD')) {
    return { before: '', words: [], notes };
  }
  const parts = secrets.parts(text, 'VALUE');
  if (text.length > LONGEST_WORD || needsEscapes(text)) {
    return { before: `${shellPrintf(parts)} | `, words: [['--data-binary', '@-']], notes };
  }
  // `--data-binary` would read a file.
  const option = text.startsWith('@') ? '--data-raw' : '--data-binary';
  return { before: '', words: [[option, shellWord(parts)]], notes };
}
