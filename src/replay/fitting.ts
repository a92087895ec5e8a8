import { isUtf8 } from 'node:buffer';
import { headerValue } from '../recording/headers.js';
import type { Recording } from '../recording/reader.js';
import { type AnswerChanges, type AnswerSource, composeAnswer } from './answer/compose-answer.js';
import { withSecrets } from './answer/pseudonyms.js';
import { type Echo, withEchoes } from './echo.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { FreshReferences } from './fresh/fresh-references.js';
import { lazily } from './lazily.js';
import { canonicalOrigin, originExchange, originOfHost } from './origins.js';
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

  function originFor({ headers }: LiveRequest): string {
    return originOfHost(headerValue(headers, 'host')) ?? ownOrigin();
  }

  function changesFor(request: LiveRequest, renewal: Renewal): AnswerChanges {
    const origin = originFor(request);
    return {
      secret: (recorded) => renewal.secret(recorded),
      origin: (text) => exchange().text(text, origin),
      content: (content) => exchange().bytes(content, origin),
      recordedHost,
    };
  }

  return {
    recorded(id, request, renewal, echoes) {
      const recorded = recording.exchange(id);
      if (recorded === null) throw new RangeError(`no exchange ${id} in ${recording.file}`);
      const changes = changesFor(request, renewal);
      const edits: ((text: string) => string)[] = [];
      if (fresh !== null) edits.push((text) => fresh.answer(text, recorded, renewal));
      if (echoes.length > 0) edits.push((text) => withEchoes(text, echoes));
      if (recorded.responseRedacted.some((place) => !place.startsWith('header/'))) {
        edits.push((text) => withSecrets(text, changes.secret));
      }
      return composeAnswer(
        {
          status: recorded.status ?? 0,
          reason: recorded.reason,
          headers: recorded.responseHeaders ?? [],
          body: recorded.responseBody,
        },
        request,
        { ...changes, content: (content) => changes.content(edited(content, edits)) },
      );
    },
    madeUp: (source, request, renewal) =>
      composeAnswer(source, request, changesFor(request, renewal)),
    text: (content, request) => exchange().text(content, originFor(request)),
    canonical: (request) =>
      request.body === null
        ? null
        : originExchange([originFor(request), ...origins()]).bytes(
            request.body,
            canonicalOrigin(target),
          ),
  };
}

/** Changes a body that is text; any other is left as it is. */
function edited(content: Uint8Array, edits: readonly ((text: string) => string)[]): Uint8Array {
  if (edits.length === 0 || !isUtf8(content)) return content;
  const text = Buffer.from(content).toString('utf8');
  const result = edits.reduce((each, edit) => edit(each), text);
  return result === text ? content : Buffer.from(result);
}
