import type { Link } from '../recording/exchange.js';
import type { RecordedMessage, Recording } from '../recording/reader.js';
import { tellExchange } from './exchange-story.js';
import { jsonLine } from './json-line.js';
import { indexLinks } from './link-index.js';
import {
  type CallJson,
  type CauseOf,
  callJson,
  type ExchangeJson,
  exchangeJson,
  type NotificationJson,
  notificationJson,
} from './row-json.js';

/** A Bayeux message: the columns of the `messages` view. */
interface MessageJson {
  readonly id: number;
  readonly session: number | null;
  readonly seq: number;
  readonly exchange: number;
  readonly direction: string;
  readonly channel: string | null;
  readonly clientId: string | null;
  /** Original text. */
  readonly message: string;
}

/** What `show ID --json` prints: a call under `call`, what is none under `exchange`. */
export interface ShowExchangeJson {
  readonly call?: CallJson;
  readonly exchange?: ExchangeJson;
  /** What answered the call, copies included. */
  readonly notifications: readonly NotificationJson[];
  /** What the exchange carried, if it is Bayeux. */
  readonly messages: readonly MessageJson[];
}

/**
 * One exchange with all that belongs to it, as JSON.
 *
 * @throws UsageError if there is none with that id
 */
export function describeExchange(
  recording: Recording,
  links: readonly Link[],
  id: number,
  causeOf: CauseOf | null = null,
): ShowExchangeJson {
  const { exchange, notifications, messages } = tellExchange(recording, links, id);
  const index = indexLinks(links);
  return {
    ...(exchange.kind === 'call'
      ? { call: callJson(exchange, index) }
      : { exchange: exchangeJson(exchange) }),
    notifications: notifications
      .map(({ message }) => notificationJson(message, index, causeOf))
      .filter((each) => each !== null),
    messages: messages.map(messageJson),
  };
}

/** Writes `describeExchange` as one line. */
export function writeShowExchangeJson(
  recording: Recording,
  links: readonly Link[],
  id: number,
  write: (chunk: string) => void,
  causeOf: CauseOf | null = null,
): void {
  write(`${jsonLine(describeExchange(recording, links, id, causeOf))}\n`);
}

function messageJson(message: RecordedMessage): MessageJson {
  return {
    id: message.id,
    session: message.session,
    seq: message.seq,
    exchange: message.exchange,
    direction: message.direction,
    channel: message.channel,
    clientId: message.clientId,
    message: message.text,
  };
}
