import type { Body, NotificationFacts } from '../../src/recording/exchange.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../../src/recording/reader.js';

/** What another server would have said. */
export interface Alteration {
  /** Every text that passed, both ways. */
  readonly text?: (text: string) => string;
  /** An answer; null keeps it. */
  readonly answer?: (exchange: RecordedExchange) => Partial<RecordedExchange> | null;
  /** A notification's `data`; null keeps it, undefined takes the notification away. */
  readonly data?: (message: RecordedMessage) => string | null | undefined;
  /** Messages in another order: gives each its place in wire order. */
  readonly seq?: (message: RecordedMessage) => number;
}

/**
 * A recording as it would be of a server that says something else. It is read through, so its links stay those of the
 * original: who needs others hands in another `linkOf`.
 */
export function alteredRecording(recording: Recording, alteration: Alteration): Recording {
  const { text = (same) => same, answer = () => null, data = () => null } = alteration;
  const body = (original: Body | null): Body | null => {
    if (original?.content == null) return original;
    const before = Buffer.from(original.content).toString('utf8');
    const after = text(before);
    return after === before
      ? original
      : { ...original, content: Buffer.from(after), encoded: null, encoding: null };
  };
  const exchangeOf = (original: RecordedExchange): RecordedExchange => {
    const told = {
      ...original,
      path: text(original.path),
      requestBody: body(original.requestBody),
      responseBody: body(original.responseBody),
      responseHeaders:
        original.responseHeaders?.map(([name, value]) => [name, text(value)] as const) ?? null,
    };
    return { ...told, ...answer(told) };
  };
  const messageOf = (original: RecordedMessage): RecordedMessage | null => {
    if (original.notification === null) return { ...original, text: text(original.text) };
    const told: RecordedMessage = {
      ...original,
      text: text(original.text),
      notification: {
        ...original.notification,
        data: original.notification.data === null ? null : text(original.notification.data),
      },
    };
    const changed = data(told);
    if (changed === undefined) return null;
    const seq = alteration.seq?.(told) ?? told.seq;
    if (changed === null) return { ...told, seq };
    const notification: NotificationFacts = {
      ...told.notification,
      data: changed,
    } as NotificationFacts;
    return { ...told, seq, notification };
  };
  return {
    ...recording,
    exchange(id) {
      const original = recording.exchange(id);
      return original && exchangeOf(original);
    },
    *exchanges() {
      for (const each of recording.exchanges()) yield exchangeOf(each);
    },
    message(id) {
      const original = recording.message(id);
      return original && messageOf(original);
    },
    *messages() {
      for (const each of recording.messages()) {
        const told = messageOf(each);
        if (told !== null) yield told;
      }
    },
    *messageOutlines() {
      for (const outline of recording.messageOutlines()) {
        const original = recording.message(outline.id);
        const told = original && messageOf(original);
        if (told !== null) yield { ...outline, seq: told.seq };
      }
    },
  };
}
