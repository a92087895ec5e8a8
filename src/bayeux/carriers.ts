import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { isBayeuxBatch, messagesIn, parseBatch } from './batch.js';
import type { BayeuxMessage } from './message.js';
import type { TextLimits } from './text-limits.js';

/** What of an HTTP request can carry Bayeux. */
export interface CarryingRequest {
  readonly method: string;
  /** Request target with its query. */
  readonly target: string;
  readonly contentType: string | null;
  /** After content decoding; null if there is none, or if it is no text. */
  readonly body: string | null;
}

/** What of an HTTP response can carry Bayeux. */
export interface CarryingResponse {
  readonly contentType: string | null;
  /** After content decoding; null if there is none, or if it is no text. */
  readonly body: string | null;
}

/** What a request's body turned out to be. */
export interface ReadRequest {
  /** Null if it carries no Bayeux. */
  readonly messages: readonly BayeuxMessage[] | null;
  /** The body as JSON; null if it is none, or was read as Bayeux otherwise. */
  readonly json: JsonNode | null;
}

/**
 * The Bayeux messages of a request, null if it carries none: a POST of JSON, a form with one or several
 * fields `message` (Bayeux §6.1.1), or a GET with `jsonp` and `message` in its query (callback-polling,
 * §6.2.1). Known by content, never by the path. Of a form or a query the texts are the decoded ones.
 */
export function messagesOfRequest(
  request: CarryingRequest,
  limits: TextLimits = {},
): readonly BayeuxMessage[] | null {
  return readRequest(request, limits).messages;
}

/** As `messagesOfRequest`, and gives the JSON too, so that nobody need parse it again. */
export function readRequest(request: CarryingRequest, limits: TextLimits = {}): ReadRequest {
  const { method, body, contentType, target } = request;
  if (method === 'GET') {
    const texts = callbackOf(target, limits) === null ? [] : queryOf(target).getAll('message');
    return { messages: bayeux(messagesOf(texts, limits)), json: null };
  }
  if (body === null) return { messages: null, json: null };
  if (method === 'POST' && isForm(contentType)) {
    const messages = bayeux(messagesOf(new URLSearchParams(body).getAll('message'), limits));
    return { messages, json: messages === null ? tryParseJson(body, limits) : null };
  }
  const json = tryParseJson(body, limits);
  const batch = method === 'POST' && json !== null ? messagesIn(json, limits) : null;
  return { messages: bayeux(batch), json };
}

function bayeux(messages: readonly BayeuxMessage[] | null): readonly BayeuxMessage[] | null {
  return messages !== null && isBayeuxBatch(messages, 'to-server') ? messages : null;
}

/**
 * The Bayeux messages of a response, null if it carries none: JSON, or a script that calls a function with it
 * (callback-polling). Meant for the answers to Bayeux requests; that a call's answer has a `channel` proves little.
 */
export function messagesOfResponse(
  response: CarryingResponse,
  limits: TextLimits = {},
): readonly BayeuxMessage[] | null {
  const { body, contentType } = response;
  if (body === null) return null;
  const text = isScript(contentType) ? argumentOf(body, limits) : body;
  const messages = text === null ? null : messagesOf([text], limits);
  return messages !== null && isBayeuxBatch(messages, 'to-desktop') ? messages : null;
}

/** The function that a callback-polling request wants called, if its name is safe to write into a script, else null. */
export function callbackOf(target: string, limits: TextLimits = {}): string | null {
  const name = queryOf(target).get('jsonp');
  return name !== null && isCallbackName(name, limits) ? name : null;
}

/** Whether a name can stand in a script: identifiers joined by dots, 100 characters at most, ASCII only. */
export function isCallbackName(name: string, { callback }: TextLimits = {}): boolean {
  const longest = Math.min(callback ?? MAX_CALLBACK_LENGTH, MAX_CALLBACK_LENGTH);
  return name.length <= longest && CALLBACK_NAME.test(name);
}

const MAX_CALLBACK_LENGTH = 100;
const CALLBACK_NAME = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** All messages of all texts; null if there are no texts, or one of them is no batch. */
function messagesOf(texts: readonly string[], limits: TextLimits): readonly BayeuxMessage[] | null {
  const batches: (readonly BayeuxMessage[])[] = [];
  let count = 0;
  for (const text of texts) {
    const batch = parseBatch(text, limits);
    if (batch === null) return null;
    batches.push(batch);
    count += batch.length;
    if (limits.batch !== undefined && count > limits.batch) break;
  }
  return batches.length === 0 ? null : batches.flat();
}

/** What stands between the brackets of `callback(…)`, null if the script is anything else. */
function argumentOf(script: string, limits: TextLimits): string | null {
  // Trimmed step by step: one expression with several \s* in a row takes quadratic time on blanks.
  // Servers write the comment against content sniffing (CVE-2014-4671).
  const call = script
    .trim()
    .replace(/^\/\*\*\//, '')
    .trim();
  const open = call.indexOf('(');
  const closed = call.replace(/;$/, '').trim();
  if (open < 0 || !closed.endsWith(')') || !isCallbackName(call.slice(0, open).trim(), limits))
    return null;
  return closed.slice(open + 1, -1);
}

function queryOf(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : target.slice(start + 1));
}

function isForm(contentType: string | null): boolean {
  return mediaTypeOf(contentType) === 'application/x-www-form-urlencoded';
}

function isScript(contentType: string | null): boolean {
  return mediaTypeOf(contentType).endsWith('javascript');
}

function mediaTypeOf(contentType: string | null): string {
  const [type = ''] = (contentType ?? '').split(';');
  return type.trim().toLowerCase();
}
