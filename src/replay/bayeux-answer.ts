import { callbackOf } from '../bayeux/carriers.js';
import type { BayeuxMessage } from '../bayeux/message.js';
import type { Headers } from '../recording/exchange.js';
import { headerValue } from '../recording/headers.js';
import type { BayeuxOutcome } from './bayeux-server/bayeux-server.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import { hangUp } from './faults/delivery.js';
import type { Fitting } from './fitting.js';
import type { Renewal } from './renewal.js';
import { type BayeuxWords, type ReplyKind, replyKind } from './script/bayeux-words.js';

/** The HTTP response that carries what the Bayeux server says, with the head that the recorded one had there. */
export function bayeuxAnswer(
  outcome: BayeuxOutcome,
  batch: readonly BayeuxMessage[],
  request: LiveRequest,
  fit: Fitting,
  words: BayeuxWords,
  renewal: Renewal,
): Answer {
  if ('status' in outcome) {
    if (outcome.cut) return cutOff;
    return fit.madeUp({ ...outcome, headers: [], body: null }, request, renewal);
  }
  const callback = request.method === 'GET' ? callbackOf(request.target) : null;
  const headers = headersFor(batch[0], words, callback === null ? jsonType : scriptType);
  const json = `[${outcome.messages.join(',')}]`;
  const content = Buffer.from(callback === null ? json : scriptOf(callback, json));
  const encoding = headerValue(headers, 'content-encoding')?.trim().toLowerCase() ?? null;
  return fit.madeUp(
    { status: 200, reason: 'OK', headers, body: { content, encoded: null, encoding } },
    request,
    renewal,
  );
}

/** Its connection ends, without an answer. */
const cutOff: Answer = { status: 500, reason: '', headers: [], body: null, delivery: hangUp };

const jsonType = 'application/json;charset=UTF-8';
const scriptType = 'text/javascript;charset=UTF-8';

/** The comment stands against content sniffing (CVE-2014-4671); the two ends of line against engines before ES2019. */
function scriptOf(callback: string, json: string): string {
  const safe = json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `/**/${callback}(${safe});`;
}

/** By the words they come from, then by kind of message and type. */
const heads = new WeakMap<BayeuxWords, Map<string, Headers>>();

function headersFor(
  message: BayeuxMessage | undefined,
  words: BayeuxWords,
  type: typeof jsonType | typeof scriptType,
): Headers {
  const known = heads.get(words) ?? new Map<string, Headers>();
  heads.set(words, known);
  const handshake = message?.channel === '/meta/handshake';
  const kind = message === undefined ? null : replyKind(message);
  const key = `${type} ${handshake ? 'handshake' : kind}`;
  const headers = known.get(key) ?? makeHeaders(kind, handshake, words, type);
  known.set(key, headers);
  return headers;
}

/** Cookies come with a handshake only: how often a desktop connects must not matter. */
function makeHeaders(
  kind: ReplyKind | null,
  handshake: boolean,
  words: BayeuxWords,
  type: typeof jsonType | typeof scriptType,
): Headers {
  const usual = ['Content-Type', type] as const;
  if (kind === null) return [usual];
  const recorded =
    (handshake
      ? words.handshake
      : (words.replies.get(kind) ??
        words.replies.get(kind === 'connect' ? 'connect-with-advice' : 'connect'))
    )?.headers ?? [];
  const ofThisTransport = type === jsonType ? /json/iu : /javascript/iu;
  const kept = recorded
    .filter(([name]) => handshake || name.toLowerCase() !== 'set-cookie')
    .filter(
      ([name, value]) => name.toLowerCase() !== 'content-type' || ofThisTransport.test(value),
    );
  return headerValue(kept, 'content-type') === null ? [usual, ...kept] : kept;
}
