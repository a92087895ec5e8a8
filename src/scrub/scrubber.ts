import { parseBatch } from '../bayeux/batch.js';
import type { BayeuxMessage } from '../bayeux/message.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { answerFacts, callFacts, notificationFacts } from '../correlate/facts.js';
import { type JsonNode, member, stringMember, textOf } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import type {
  Headers,
  MessageRow,
  NotificationFacts,
  RequestRow,
  ResponseRow,
} from '../recording/exchange.js';
import { headerValue } from '../recording/headers.js';
import { isPseudonym } from '../redact/pseudonym.js';
import type { Redactor } from '../redact/redactor.js';
import { scrubBody } from './scrub-body.js';

/**
 * Redacts rows of a recording once more. What was derived from a text is derived anew if that text has
 * changed, so that all of a row says the same.
 */
export interface Scrubber {
  /** Takes notice of the secrets in headers, which are then found wherever they stand. */
  learn(row: Pick<RequestRow | ResponseRow, 'headers' | 'trailers' | 'redacted'>): void;
  request(row: RequestRow): ScrubbedRow<RequestRow>;
  response(row: ResponseRow): ScrubbedRow<ResponseRow>;
  message(row: MessageRow): ScrubbedRow<MessageRow>;
  /** The name of a session's user. */
  user(name: string): string;
  /** A text of the recorder's own, such as the reason of a gap. */
  text(text: string): string;
}

export interface ScrubbedRow<T> {
  readonly row: T;
  /** Where something was replaced this time. */
  readonly places: readonly string[];
}

/** @param rules those by which the recording was made */
export function createScrubber(redactor: Redactor, rules: CorrelationRules): Scrubber {
  const { text: textOnly, memberValue } = smallTexts(redactor);

  function learn({ headers, trailers, redacted }: Parameters<Scrubber['learn']>[0]): void {
    const before = new Set(redacted);
    redactor.headers(headers ?? [], before);
    redactor.headers(trailers, before);
  }

  return {
    learn,
    request(row) {
      const before = new Set(row.redacted);
      const headers = redactor.headers(row.headers, before);
      const target = redactor.target(row.path, before);
      const kept = scrubBody(row.body, contentType(row.headers), before, redactor);
      const trailers = redactor.headers(row.trailers, before);
      const changed = target.places.length + kept.places.length > 0;
      const facts = changed ? callFacts(target.target, jsonIn(kept.text), rules) : row;
      const scrubbed = {
        ...row,
        path: target.target,
        headers: headers.headers,
        trailers: trailers.headers,
        body: kept.body,
        operation: row.operation === null ? null : facts.operation,
        reference: row.reference === null ? null : facts.reference,
      };
      return withPlaces(scrubbed, [headers, target, kept, trailers]);
    },
    response(row) {
      const before = new Set(row.redacted);
      const headers = redactor.headers(row.headers ?? [], before);
      const kept = scrubBody(row.body, contentType(row.headers ?? []), before, redactor);
      const trailers = redactor.headers(row.trailers, before);
      const facts = kept.places.length > 0 ? answerFacts(jsonIn(kept.text), rules) : row;
      const scrubbed = {
        ...row,
        reason: row.reason === null ? null : textOnly(row.reason),
        headers: row.headers === null ? null : headers.headers,
        trailers: trailers.headers,
        body: kept.body,
        reference: row.reference === null ? null : facts.reference,
      };
      return withPlaces(scrubbed, [headers, kept, trailers]);
    },
    message(row) {
      const { text, places } = redactor.json(row.text, new Set(row.redacted));
      const old = messageIn(row.text);
      const ofReceiver = row.clientId === null ? null : memberValue('clientId', row.clientId);
      const ownClientId = old?.clientId === row.clientId;
      if (places.length === 0) {
        return { row: ownClientId ? row : { ...row, clientId: ofReceiver }, places };
      }
      const message = messageIn(text);
      const scrubbed = {
        ...row,
        text,
        channel: row.channel === null ? null : (message?.channel ?? textOnly(row.channel)),
        clientId: ownClientId ? (message?.clientId ?? null) : ofReceiver,
        notification: row.notification === null ? null : factsOf(message?.data, rules),
      };
      return withPlaces(scrubbed, [{ places }]);
    },
    user: (name) => memberValue('userName', name),
    text: textOnly,
  };
}

/** Texts that stand alone, and those of which only the name of the member that held them is known. */
function smallTexts(redactor: Redactor) {
  return {
    text: (text: string): string => redactor.json(text).text,
    memberValue(name: string, value: string): string {
      if (isPseudonym(value)) return value;
      const inner = { [name]: value };
      // As `GET /me` says it (`{"user":{"userName":…}}`), and Bayeux (`{"clientId":…}`).
      const { text } = redactor.json(JSON.stringify(name === 'userName' ? { user: inner } : inner));
      const root = tryParseJson(text) ?? undefined;
      return stringMember(name === 'userName' ? member(root, 'user') : root, name) ?? value;
    },
  };
}

function factsOf(data: JsonNode | undefined, rules: CorrelationRules): NotificationFacts {
  const { messageType, notificationType, reference } = notificationFacts(data, rules);
  return {
    messageType,
    notificationType,
    referenceId: reference,
    data: data === undefined ? null : textOf(data),
  };
}

/** The one message that a row's text is. */
function messageIn(text: string): BayeuxMessage | undefined {
  return parseBatch(text)?.[0];
}

function jsonIn(text: string | null): JsonNode | null {
  return text === null ? null : tryParseJson(text);
}

function contentType(headers: Headers): string | null {
  return headerValue(headers, 'content-type');
}

interface Places {
  readonly places: readonly string[];
}

function withPlaces<T extends RequestRow | ResponseRow | MessageRow>(
  row: T,
  found: readonly Places[],
): ScrubbedRow<T> {
  const places = found.flatMap((each) => each.places);
  return { row: { ...row, redacted: [...new Set([...row.redacted, ...places])] }, places };
}
