import { isUtf8 } from 'node:buffer';
import {
  canonicalOrigin,
  type OriginExchange,
  originExchange,
  originOfHost,
} from '../acts/origins.js';
import { lazily } from '../lazily.js';
import { headerValue } from '../recording/headers.js';
import type { Recording } from '../recording/reader.js';
import { commonHeaders } from './answer/common-headers.js';
import { type AnswerChanges, type AnswerSource, composeAnswer } from './answer/compose-answer.js';
import { PreparedAnswers } from './answer/prepared-answers.js';
import { withSecrets } from './answer/pseudonyms.js';
import { type Echo, withEchoes } from './echo.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { FreshReferences } from './fresh/fresh-references.js';
import { Recent } from './recent.js';
import type { Renewal } from './renewal.js';

/** Fits what was recorded to who asks. */
export interface Fitting {
  /** A recorded exchange's answer. */
  recorded(
    exchange: number,
    request: LiveRequest,
    renewal: Renewal,
    echoes: readonly Echo[],
  ): Answer;
  /** An answer that was made up. */
  madeUp(source: AnswerSource, request: LiveRequest, renewal: Renewal): Answer;
  /** What is said to who opened a websocket with that request. */
  text(content: string, request: LiveRequest): string;
  /** A request body in which the stand-in has the name that all origins of the server have in matching. */
  canonical(request: LiveRequest): Uint8Array | null;
}

/** What a recorded answer is made from. */
interface RecordedSource extends AnswerSource {
  /** Its id. */
  readonly exchange: number;
  /** Something in its body was redacted. */
  readonly redacted: boolean;
}

/** Names by which desktops reach the stand-in that are remembered. */
const mostNames = 64;

/**
 * @param origins those of the recorded server
 * @param ownOrigin the stand-in's, for requests that don't say how they reached it
 * @param fresh gives references anew; null: they stay as recorded
 */
export function fitting(
  recording: Recording,
  origins: () => readonly string[],
  ownOrigin: () => string,
  fresh: FreshReferences | null = null,
): Fitting {
  const exchange = lazily(() => originExchange(origins()));
  const { target } = recording.info;
  const recordedHost = target !== null && URL.canParse(target) ? new URL(target).hostname : null;

  const prepared = new PreparedAnswers((id) => {
    const recorded = recording.exchange(id);
    if (recorded === null) throw new RangeError(`no exchange ${id} in ${recording.file}`);
    return {
      exchange: id,
      status: recorded.status ?? 0,
      reason: recorded.reason,
      headers: recorded.responseHeaders ?? [],
      body: recorded.responseBody,
      redacted: recorded.responseRedacted.some((place) => !place.startsWith('header/')),
    };
  });
  /** By the origin that a request reached: all names of the server, that one among them. */
  const names = new Recent<string, OriginExchange>(mostNames);
  let latest: { readonly host: string | null; readonly origin: string | null } | null = null;

  function originFor({ headers }: LiveRequest): string {
    const host = headerValue(headers, 'host');
    if (latest?.host !== host) latest = { host, origin: originOfHost(host) };
    return latest?.origin ?? ownOrigin();
  }

  function namesFor(request: LiveRequest): OriginExchange {
    const origin = originFor(request);
    let found = names.get(origin);
    if (found === undefined) {
      found = originExchange([origin, ...origins()]);
      names.set(origin, found, 1);
    }
    return found;
  }

  function changesFor(origin: string, renewal: Renewal): AnswerChanges {
    return {
      secret: (recorded) => renewal.secret(recorded),
      origin: (text) => exchange().text(text, origin),
      content: (content) => exchange().bytes(content, origin),
      recordedHost,
    };
  }

  function fitted(
    source: RecordedSource,
    request: LiveRequest,
    origin: string,
    renewal: Renewal,
    echoes: readonly Echo[],
  ): Answer {
    const changes = changesFor(origin, renewal);
    const edits: ((text: string) => string)[] = [];
    if (fresh !== null) edits.push((text) => fresh.answer(text, source.exchange, renewal));
    if (echoes.length > 0) edits.push((text) => withEchoes(text, echoes));
    if (source.redacted) edits.push((text) => withSecrets(text, changes.secret));
    return composeAnswer(source, request, {
      ...changes,
      content: (content) => changes.content(edited(content, edits)),
    });
  }

  return {
    recorded(id, request, renewal, echoes) {
      const origin = originFor(request);
      if (echoes.length > 0) return fitted(prepared.source(id), request, origin, renewal, echoes);
      const recipient = {
        origin,
        acceptEncoding: headerValue(request.headers, 'accept-encoding'),
        method: request.method,
        renewal,
      };
      return prepared.answer(id, recipient, (source, watched) =>
        fitted(source, request, origin, watched, echoes),
      );
    },
    madeUp(source, request, renewal) {
      const origin = originFor(request);
      const changes = changesFor(origin, renewal);
      return composeAnswer(
        source,
        request,
        changes,
        commonHeaders(source.headers, origin, changes),
      );
    },
    text: (content, request) => exchange().text(content, originFor(request)),
    canonical: (request) =>
      request.body === null ? null : namesFor(request).bytes(request.body, canonicalOrigin(target)),
  };
}

/** Changes a body that is text; any other is left as it is. */
function edited(content: Uint8Array, edits: readonly ((text: string) => string)[]): Uint8Array {
  if (edits.length === 0 || !isUtf8(content)) return content;
  const text = Buffer.from(content).toString('utf8');
  const result = edits.reduce((each, edit) => edit(each), text);
  return result === text ? content : Buffer.from(result);
}
