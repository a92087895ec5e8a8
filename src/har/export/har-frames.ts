import { isoTime } from '../../recording/iso-time.js';
import type { RecordedMessage } from '../../recording/reader.js';
import type { OwnAnswer, OwnFrame, OwnMessage } from '../own-facts.js';
import type { MessageBook } from './message-book.js';

/** One of Chrome's `_webSocketMessages`. */
interface Frame {
  readonly type: 'send' | 'receive';
  /** Seconds since the epoch. */
  readonly time: number;
  readonly opcode: 1;
  readonly data: string;
  readonly _understudy: OwnFrame;
}

/** The frames of a websocket: of what passed the Bayeux messages were recorded, so each becomes a frame of its own. */
export function framesOf(exchange: number, book: MessageBook): Frame[] {
  return Array.from(book.messagesOf(exchange), (message) => {
    const { id, seq, at, direction, text, redacted, notification } = message;
    return {
      type: direction === 'to-server' ? 'send' : 'receive',
      time: Math.round(at * 1_000) / 1_000_000,
      opcode: 1,
      data: `[${text}]`,
      _understudy: {
        id,
        seq,
        at,
        ...(redacted.length === 0 ? {} : { redacted }),
        ...(notification === null ? {} : { notification: ownMessage(message, book) }),
      },
    };
  });
}

export function ownMessage({ id, channel }: RecordedMessage, book: MessageBook): OwnMessage {
  const link = book.linkOf(id);
  return {
    id,
    channel,
    call: link?.call ?? null,
    rule: link?.rule ?? null,
    evidence: link?.evidence ?? null,
    copy: link?.copy ?? false,
  };
}

/** What answers a call. */
export function ownAnswers(call: number, book: MessageBook): OwnAnswer[] {
  return book.linksOf(call).flatMap(({ notification, rule, evidence, copy }) => {
    const message = book.message(notification);
    if (message === null) return [];
    const { session, channel } = message;
    return { id: notification, session, at: isoTime(message.at), channel, rule, evidence, copy };
  });
}
