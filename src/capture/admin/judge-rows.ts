import { givenText, type TextPattern } from '../../admin/text-pattern.js';
import { containsJson } from '../../json/contains-json.js';
import { type JsonNode, member, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import { isoTime } from '../../recording/iso-time.js';
import type { Timeline } from '../../recording/timeline.js';
import type { Judge } from './look-at-rows.js';

type Given = Readonly<Record<string, unknown>>;

/** Judges calls by a filter that has been checked; one that is not answered yet is judged later. */
export function judgeCalls(given: Given): Judge<object> {
  const { method, path, operation, user } = given;
  const wanted = path === undefined ? null : givenText(path);
  return (timeline, ids) => {
    const verdicts = new Map<number, object | 'later' | null>();
    for (const each of timeline.exchanges(ids)) {
      const fits =
        each.kind === 'call' &&
        (method === undefined || String(method).toUpperCase() === each.method) &&
        (operation === undefined || operation === each.operation) &&
        (wanted === null || fitsPath(wanted, each.path));
      if (!fits) continue;
      if (each.endedAt === null) {
        verdicts.set(each.id, 'later');
        continue;
      }
      const whose = userOf(timeline, each.session);
      if (user !== undefined && user !== whose) continue;
      verdicts.set(each.id, {
        exchange: each.id,
        session: each.session,
        user: whose,
        method: each.method,
        path: each.path,
        operation: each.operation,
        status: each.status,
        startedAt: isoTime(each.startedAt),
        endedAt: isoTime(each.endedAt),
      });
    }
    return verdicts;
  };
}

/** Likewise notifications; where a correlation is asked for, one that has none is judged later. */
export function judgeNotifications(given: Given, node: JsonNode | undefined): Judge<object> {
  const { channel, messageType, notificationType, call, correlated, user } = given;
  const wanted = channel === undefined ? null : givenText(channel);
  const contains = member(node, 'contains');
  return (timeline, ids, linkedLater) => {
    const verdicts = new Map<number, object | 'later' | null>();
    for (const each of timeline.messages(ids)) {
      const { notification } = each;
      const fits =
        notification !== null &&
        (messageType === undefined || messageType === notification.messageType) &&
        (notificationType === undefined || notificationType === notification.notificationType) &&
        (wanted === null || (each.channel !== null && fitsText(wanted, each.channel)));
      if (!fits) continue;
      const whose = userOf(timeline, each.session);
      if (user !== undefined && user !== whose) continue;
      const link = each.link ?? linkedLater.get(each.id) ?? null;
      if ((correlated === true || call !== undefined) && link === null) {
        verdicts.set(each.id, 'later');
        continue;
      }
      if (call !== undefined && call !== link?.call) continue;
      const data = dataOf(timeline, each.id);
      if (contains !== undefined && (data === undefined || !containsJson(data, contains))) continue;
      verdicts.set(each.id, {
        message: each.id,
        session: each.session,
        user: whose,
        channel: each.channel,
        data: data === undefined ? 'null' : textOf(data),
        at: isoTime(each.at),
        call: link?.call ?? null,
        rule: link?.rule ?? null,
        copy: link?.copy ?? null,
      });
    }
    return verdicts;
  };
}

function userOf(timeline: Timeline, session: number | null): string | null {
  return session === null ? null : timeline.user(session);
}

function dataOf(timeline: Timeline, message: number): JsonNode | undefined {
  const text = timeline.message(message)?.text;
  return member((text === undefined ? null : tryParseJson(text)) ?? undefined, 'data');
}

function fitsPath(wanted: string | TextPattern, path: string): boolean {
  return fitsText(wanted, path) || fitsText(wanted, path.replace(/\?.*$/su, ''));
}

function fitsText(wanted: string | TextPattern, text: string): boolean {
  return typeof wanted === 'string' ? wanted === text : wanted[Symbol.search](text) >= 0;
}
