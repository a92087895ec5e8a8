import { notificationFacts } from '../../src/correlate/facts.js';
import { tryParseJson } from '../../src/json/parse-json.js';
import { openRecording } from '../../src/recording/open-recording.js';

/** What a recording tells of one user. */
export interface WhatHappened {
  /** In wire order. */
  readonly calls: readonly string[];
  /** In order of their text: which comes first of two that follow different acts is a race. */
  readonly notifications: readonly string[];
}

/** What happened in a recording, by user. @param canonical takes out what may differ */
export function whatHappened(
  file: string,
  canonical: (text: string) => string = (text) => text,
): Record<string, WhatHappened> {
  using recording = openRecording(file);
  const users = new Map(recording.users().map(({ id, user }) => [id, user ?? 'nobody']));
  const all: Record<string, { calls: string[]; notifications: string[] }> = {};
  const of = (session: number | null) => {
    const user = users.get(session ?? -1) ?? 'none';
    all[user] ??= { calls: [], notifications: [] };
    return all[user];
  };
  for (const { session, kind, method, path, operation, status } of recording.exchanges()) {
    if (kind !== 'call' && kind !== 'safe') continue;
    of(session).calls.push(canonical(`${method} ${path} ${operation} ${status}`));
  }
  for (const { session, notification, channel } of recording.messages()) {
    if (notification === null) continue;
    const { messageType, resource } = notificationFacts(tryParseJson(notification.data ?? ''));
    of(session).notifications.push(
      canonical(`${channel} ${messageType} ${resource?.id} ${resource?.state}`),
    );
  }
  for (const { notifications } of Object.values(all)) notifications.sort();
  return all;
}
