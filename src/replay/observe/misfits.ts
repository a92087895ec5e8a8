import { containsJson } from '../../json/contains-json.js';
import { type JsonNode, member, stringMember, textOf } from '../../json/node.js';
import { parseJson, tryParseJson } from '../../json/parse-json.js';
import type { LiveCall, LiveNotification } from './live-call.js';
import { givenJson } from './pushed-notification.js';
import type { CallFilter, NotificationFilter, TextFilter } from './wanted.js';

/** In what a call does not fit, in words; empty if it fits. */
export function misfitsOfCall(filter: CallFilter, call: LiveCall): readonly string[] {
  if (typeof filter === 'function') return filter(call) ? [] : ['the function said no'];
  const { method, path, operation, user, body, contains } = filter;
  const misfits: string[] = [];
  if (method !== undefined && method.toUpperCase() !== call.method) {
    misfits.push(`method ${call.method}`);
  }
  const withoutQuery = call.path.replace(/\?.*$/su, '');
  if (path !== undefined && !fitsText(path, call.path) && !fitsText(path, withoutQuery)) {
    misfits.push(`path ${call.path}`);
  }
  if (operation !== undefined && operation !== call.operation) {
    misfits.push(call.operation === null ? 'no operation' : `operation ${call.operation}`);
  }
  if (user !== undefined && user !== call.user) misfits.push(userText(call.user));
  if (body !== undefined && (call.body === null || !fitsText(body, call.body))) {
    misfits.push(call.body === null ? 'no body' : 'the body');
  }
  if (contains !== undefined && !has(call.body, contains)) misfits.push('what the body contains');
  return misfits;
}

/** In what a notification does not fit, in words; empty if it fits. */
export function misfitsOfNotification(
  filter: NotificationFilter,
  live: LiveNotification,
): readonly string[] {
  if (typeof filter === 'function') return filter(live) ? [] : ['the function said no'];
  const { channel, messageType, notificationType, referenceId, user, contains } = filter;
  const misfits: string[] = [];
  if (channel !== undefined && !fitsText(channel, live.channel)) {
    misfits.push(`channel ${live.channel}`);
  }
  if (user !== undefined && user !== live.user) misfits.push(userText(live.user));
  const strings = { messageType, notificationType };
  const asks = referenceId !== undefined || Object.values(strings).some(Boolean);
  const data = asks ? (tryParseJson(live.data) ?? undefined) : undefined;
  for (const [name, wanted] of Object.entries(strings)) {
    if (wanted === undefined) continue;
    const found = stringMember(data, name);
    if (found !== wanted) misfits.push(found === null ? `no ${name}` : `${name} ${found}`);
  }
  if (referenceId !== undefined) {
    const found = member(data, 'referenceId');
    if (found === undefined) misfits.push('no referenceId');
    else if (!isReference(found, referenceId)) misfits.push(`referenceId ${textOf(found)}`);
  }
  if (contains !== undefined && !has(live.data, contains)) misfits.push('what the data contains');
  return misfits;
}

/** Whether a text is JSON with at least what a filter says. */
function has(text: string | null, contains: unknown): boolean {
  const part = parseJson(givenJson(contains, 'what a filter contains', 'a filter'));
  const whole = text === null ? null : tryParseJson(text);
  return whole !== null && containsJson(whole, part);
}

/** A number and a string are two references, though they look alike. */
function isReference(node: JsonNode, wanted: number | bigint | string): boolean {
  if (typeof wanted === 'bigint') return node.kind === 'number' && textOf(node) === String(wanted);
  if (typeof wanted === 'number') return node.kind === 'number' && Number(textOf(node)) === wanted;
  return node.kind === 'string' && JSON.parse(textOf(node)) === wanted;
}

/** A pattern with `g` or `y` remembers where it was; `search` does not ask it. */
function fitsText(wanted: TextFilter, text: string): boolean {
  return typeof wanted === 'string' ? wanted === text : wanted[Symbol.search](text) >= 0;
}

function userText(user: string | null): string {
  return user === null ? 'user unknown' : `user ${user}`;
}
