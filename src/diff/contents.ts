import type { RecordedExchange } from '../recording/reader.js';
import { type Content, contentOf } from './compare/content.js';
import { lately } from './lately.js';

/** The bodies of the exchanges that are compared just now, each read and parsed once. */
export class Contents {
  readonly asked: (exchange: RecordedExchange) => Content = lately((exchange) =>
    contentOf(exchange.requestBody, exchange.requestHeaders),
  );
  readonly answered: (exchange: RecordedExchange) => Content = lately((exchange) =>
    contentOf(exchange.responseBody, exchange.responseHeaders),
  );
}
