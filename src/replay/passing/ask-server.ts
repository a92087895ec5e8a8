import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Headers } from '../../recording/exchange.js';
import { oneLineReason } from './one-line-reason.js';

/** A request to a real server. */
export interface ServerQuestion {
  /** Origin that is connected to. */
  readonly server: URL;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array | null;
  /** Milliseconds in which nothing comes or goes, the connecting included, after which it is given up. */
  readonly patience: number;
}

/** What came of it: the head of an answer whose body is still to come, or why there is none, in a few words. */
export type ServerReply =
  | { readonly kind: 'answer'; readonly response: IncomingMessage }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Asks a server on a connection of its own, so that none is used that the server has just given up; nothing is tried twice.
 * `reply` is called once.
 *
 * @returns gives it up without a reply
 */
export function askServer(
  question: ServerQuestion,
  reply: (reply: ServerReply) => void,
): () => void {
  const { server, method, target, headers, body, patience } = question;
  let isOver = false;
  const end = (told: ServerReply): void => {
    if (isOver) return;
    isOver = true;
    reply(told);
  };
  const fail = (error: unknown): void => end({ kind: 'none', reason: oneLineReason(error) });
  const request = server.protocol === 'https:' ? requestHttps : requestHttp;
  let sent: ReturnType<typeof requestHttp>;
  try {
    sent = request(server, {
      method,
      path: target,
      // The flat form keeps order, repeats and case of names.
      headers: headers.flat(),
      agent: false,
      timeout: patience,
    });
  } catch (error) {
    // A request target that can't be sent on, say.
    fail(error);
    return () => {};
  }
  sent.on('response', (response) => {
    if (isOver) response.destroy();
    else end({ kind: 'answer', response });
  });
  sent.on('timeout', () => sent.destroy(new Error(`nothing came for ${patience} ms`)));
  sent.on('error', fail);
  // Whatever else ends it: an upgrade that nobody asked for, for instance.
  sent.on('close', () => fail(new Error('it gave no answer')));
  sent.end(body ?? undefined);
  return () => {
    isOver = true;
    sent.destroy();
  };
}
