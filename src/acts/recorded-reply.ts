import { type BayeuxMessage, messageOf } from '../bayeux/message.js';
import { stringMember, textOf } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import type { Headers } from '../recording/exchange.js';
import type { RecordedExchange } from '../recording/reader.js';

/** A Bayeux reply as the recorded server gave it, with the head of the response that carried it. */
export interface RecordedReply {
  readonly text: string;
  readonly headers: Headers;
}

/** A recorded message, parsed; null if its text is no JSON object. */
export function parseMessage(text: string): BayeuxMessage | null {
  const node = tryParseJson(text);
  return node?.kind === 'object' ? messageOf(node) : null;
}

/** Whether a reply says that the client is unknown: 402, or the advice to shake hands again. */
export function saysUnknownClient({ successful, error, advice }: BayeuxMessage): boolean {
  if (successful !== false) return false;
  return (error ?? '').startsWith('402:') || stringMember(advice, 'reconnect') === 'handshake';
}

export function recordedReply(exchange: RecordedExchange, reply: BayeuxMessage): RecordedReply {
  const headers = exchange.responseHeaders ?? [];
  return {
    text: textOf(reply.node),
    headers: headers.filter(([name]) => !/^sec-websocket-/iu.test(name)),
  };
}
