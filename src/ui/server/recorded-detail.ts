import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { Correlator } from '../../correlate/correlator.js';
import type { CorrelationEvent } from '../../correlate/events.js';
import { callEvents, notificationEvent } from '../../correlate/recorded/correlation-events.js';
import type { CorrelationTally } from '../../correlate/tally/correlation-tally.js';
import type { Link } from '../../recording/exchange.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import type { Timeline } from '../../recording/timeline.js';
import type { LinkIndex } from '../../report/link-index.js';
import { unansweredWords, unsolicitedWords } from '../../report/why-words.js';
import {
  type ExchangeDetail,
  type LinkDetail,
  type LinkedRow,
  type MessageDetail,
  MOST_MESSAGES,
  MOST_TEXT,
} from '../protocol/detail.js';
import type { Row } from '../protocol/row.js';
import { bodyDetail, cutText } from './recorded-body.js';
import { exchangeRow, messageRow } from './recorded-rows.js';
import { NotThere } from './route.js';

/** Notifications of one call that are told. */
const MOST_LINKS = 1_000;

/** An open recording, and what it is read by. */
export interface Looked {
  readonly timeline: Timeline;
  /** Links that are not in the file; null if all are. */
  readonly made: LinkIndex | null;
  readonly rules: CorrelationRules;
}

/** @throws NotThere */
export function exchangeDetail(looked: Looked, id: number): ExchangeDetail {
  const { timeline } = looked;
  const exchange = timeline.exchange(id);
  const line = timeline.exchanges([id])[0];
  if (exchange === null || line === undefined) throw new NotThere(`there is no exchange ${id}`);
  const links = linksOfCall(looked, id);
  const answers = links.filter((link) => !link.copy).length;
  return {
    // In a line among others long ones are cut.
    row: {
      ...exchangeRow(line, answers, looked.rules),
      path: exchange.path,
      operation: exchange.operation,
    },
    user: userOf(timeline, exchange.session),
    connection: exchange.connection,
    requestHeaders: exchange.requestHeaders,
    responseHeaders: exchange.responseHeaders,
    requestTrailers: exchange.requestTrailers,
    responseTrailers: exchange.responseTrailers,
    requestBody: bodyDetail(exchange.requestBody),
    responseBody: bodyDetail(exchange.responseBody),
    reason: exchange.reason,
    requestRedacted: exchange.requestRedacted,
    responseRedacted: exchange.responseRedacted,
    notifications: linkedRows(looked, links),
    unanswered:
      exchange.kind === 'call' && answers === 0 ? whyUnanswered(exchange, looked.rules) : null,
    messages: messageRows(looked, exchange),
    miss: null,
    target: timeline.info.target,
  };
}

/** @throws NotThere */
export function messageDetail(looked: Looked, id: number): MessageDetail {
  const { timeline, rules } = looked;
  const message = timeline.message(id);
  if (message === null) throw new NotThere(`there is no message ${id}`);
  const link = linkOf(looked, id);
  const isNotification = message.notification !== null;
  const row = rowsOfMessages(looked, [id])[0];
  if (row === undefined) throw new NotThere(`there is no message ${id}`);
  return {
    row,
    user: userOf(timeline, message.session),
    text: cutText(message.text),
    cut: message.text.length > MOST_TEXT,
    redacted: message.redacted,
    call: link === null ? null : rowOfExchange(looked, link.call),
    link: link === null ? null : linkDetail(link),
    unsolicited: isNotification && link === null ? whyUnsolicited(message, rules) : null,
    siblings: link === null ? [] : linkedRows(looked, siblingsOf(looked, link)),
    carrier: rowOfExchange(looked, message.exchange),
  };
}

function linksOfCall({ timeline, made }: Looked, call: number): readonly Link[] {
  return made === null
    ? timeline.linksOf(call, MOST_LINKS)
    : made.ofCall(call).slice(0, MOST_LINKS);
}

function linkOf({ timeline, made }: Looked, notification: number): Link | null {
  return made === null ? timeline.link(notification) : made.ofNotification(notification);
}

/** Deliveries of the same: a copy's evidence names the first one. */
function siblingsOf(looked: Looked, link: Link): readonly Link[] {
  const first = firstOf(link);
  return linksOfCall(looked, link.call).filter(
    (each) => each.notification !== link.notification && firstOf(each) === first,
  );
}

function firstOf({ notification, evidence }: Link): unknown {
  return evidence.copyOf ?? notification;
}

function linkedRows(looked: Looked, links: readonly Link[]): readonly LinkedRow[] {
  const byId = new Map(links.map((link) => [link.notification, link]));
  return rowsOfMessages(
    looked,
    links.map((link) => link.notification),
  ).flatMap((row) => {
    const link = byId.get(row.id);
    return link === undefined ? [] : [{ row, link: linkDetail(link) }];
  });
}

function linkDetail({ rule, evidence, copy }: Link): LinkDetail {
  return { rule, evidence: JSON.stringify(evidence), copy };
}

function rowsOfMessages(looked: Looked, ids: readonly number[]): readonly Row[] {
  return looked.timeline
    .messages(ids)
    .map((line) => messageRow(line, linkOf(looked, line.id)))
    .sort((a, b) => a.seq - b.seq);
}

function rowOfExchange(looked: Looked, id: number): Row | null {
  const line = looked.timeline.exchanges([id])[0];
  if (line === undefined) return null;
  const answers =
    line.kind === 'call' ? linksOfCall(looked, id).filter((link) => !link.copy).length : 0;
  return exchangeRow(line, answers, looked.rules);
}

function messageRows(looked: Looked, { id, kind }: RecordedExchange): readonly Row[] {
  if (kind !== 'bayeux' && kind !== 'websocket') return [];
  return rowsOfMessages(looked, looked.timeline.messagesOf(id, MOST_MESSAGES));
}

function userOf(timeline: Timeline, session: number | null): string | null {
  return session === null ? null : timeline.user(session);
}

/** Asks the correlator itself: it tells why a call that stands alone has no answer. */
function whyUnanswered(exchange: RecordedExchange, rules: CorrelationRules): string | null {
  const [operation] = tallyOf(callEvents(exchange, rules), rules).operations();
  const why = Object.entries(operation?.unanswered ?? {}).find(([, count]) => count > 0)?.[0];
  return unansweredWords[why as keyof typeof unansweredWords] ?? null;
}

function whyUnsolicited(message: RecordedMessage, rules: CorrelationRules): string | null {
  const event = notificationEvent(message, rules);
  const [type] = tallyOf(event === null ? [] : [event], rules).unsolicitedTypes();
  const why = Object.keys(type?.reasons ?? {})[0];
  return unsolicitedWords[why as keyof typeof unsolicitedWords] ?? null;
}

function tallyOf(events: readonly CorrelationEvent[], rules: CorrelationRules): CorrelationTally {
  const correlator = new Correlator(rules);
  for (const event of events) correlator.push(event);
  correlator.end();
  return correlator.tally;
}
