import { UsageError } from '../errors.js';
import type { Link } from '../recording/exchange.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../recording/reader.js';
import { indexLinks } from './link-index.js';

/** One exchange with all that belongs to it. */
export interface ExchangeStory {
  readonly exchange: RecordedExchange;
  /** What answered it if it is a call, copies included. */
  readonly notifications: readonly { readonly message: RecordedMessage; readonly link: Link }[];
  /** What it carried if it is Bayeux, either direction. */
  readonly messages: readonly RecordedMessage[];
}

/**
 * Collects one exchange of a recording.
 *
 * @throws UsageError if there is none with that id
 */
export function tellExchange(
  recording: Recording,
  links: readonly Link[],
  id: number,
): ExchangeStory {
  const exchange = recording.exchange(id);
  if (exchange === null) {
    throw new UsageError(
      `no exchange ${id} in ${recording.file}; 'understudy show ${recording.file}' lists the calls`,
    );
  }
  const notifications = indexLinks(links)
    .ofCall(id)
    .flatMap((link) => {
      const message = recording.message(link.notification);
      return message === null ? [] : [{ message, link }];
    });
  const carries = exchange.kind === 'bayeux' || exchange.kind === 'websocket';
  const messages = carries
    ? [...recording.messages()].filter((message) => message.exchange === id)
    : [];
  return { exchange, notifications, messages };
}
