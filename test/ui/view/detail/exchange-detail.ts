import type { BodyDetail, ExchangeDetail } from '../../../../src/ui/protocol/detail.js';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { call } from '../rows.js';

/** An exchange as the server tells it, with what a test cares about. */
export function exchangeDetail(
  row: Partial<Row>,
  rest: Partial<Omit<ExchangeDetail, 'row'>> = {},
): ExchangeDetail {
  return {
    row: call(12, row),
    user: 'm1',
    connection: 1,
    requestHeaders: [],
    responseHeaders: [],
    requestTrailers: [],
    responseTrailers: [],
    requestBody: null,
    responseBody: null,
    reason: 'OK',
    requestRedacted: [],
    responseRedacted: [],
    notifications: [],
    unanswered: null,
    messages: [],
    miss: null,
    target: 'http://127.0.0.1:1',
    ...rest,
  };
}

export function textBody(text: string, rest: Partial<BodyDetail> = {}): BodyDetail {
  const length = Buffer.byteLength(text);
  return {
    text,
    base64: null,
    cut: false,
    length,
    encoding: null,
    omitted: null,
    digest: null,
    ...rest,
  };
}

export function binaryBody(bytes: Uint8Array): BodyDetail {
  return {
    ...textBody(''),
    text: null,
    base64: Buffer.from(bytes).toString('base64'),
    length: bytes.length,
  };
}
