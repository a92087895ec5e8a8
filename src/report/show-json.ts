import type { Link } from '../recording/exchange.js';
import type { Recording } from '../recording/reader.js';
import { jsonLine } from './json-line.js';
import { writeJsonRows } from './json-rows.js';
import { indexLinks, type LinkIndex } from './link-index.js';
import {
  type CallJson,
  type CauseOf,
  callJson,
  type NotificationJson,
  notificationJson,
  type RecordingJson,
  recordingJson,
  type SessionJson,
  sessionJson,
} from './row-json.js';

/** What `show --json` prints; `docs/contract.md` describes it. */
export interface ShowJson {
  readonly recording: RecordingJson;
  readonly sessions: readonly SessionJson[];
  readonly calls: readonly CallJson[];
  readonly notifications: readonly NotificationJson[];
}

/** A whole recording as one value; `writeShowJson` does the same without holding all of it. */
export function describeRecording(
  recording: Recording,
  links: readonly Link[],
  causeOf: CauseOf | null = null,
): ShowJson {
  const index = indexLinks(links);
  return {
    recording: recordingJson(recording.info),
    sessions: recording.sessions().map(sessionJson),
    calls: [...callsOf(recording, index)],
    notifications: [...notificationsOf(recording, index, causeOf)],
  };
}

/** Writes a recording as JSON, piece by piece: one row a line. */
export function writeShowJson(
  recording: Recording,
  links: readonly Link[],
  write: (chunk: string) => void,
  causeOf: CauseOf | null = null,
): void {
  const index = indexLinks(links);
  write(`{"recording":${jsonLine(recordingJson(recording.info))}`);
  writeJsonRows('sessions', recording.sessions().map(sessionJson), write);
  writeJsonRows('calls', callsOf(recording, index), write);
  writeJsonRows('notifications', notificationsOf(recording, index, causeOf), write);
  write('}\n');
}

function* callsOf(recording: Recording, index: LinkIndex): Generator<CallJson> {
  for (const exchange of recording.exchanges()) {
    if (exchange.kind === 'call') yield callJson(exchange, index);
  }
}

function* notificationsOf(
  recording: Recording,
  index: LinkIndex,
  causeOf: CauseOf | null,
): Generator<NotificationJson> {
  for (const message of recording.messages()) {
    const row = notificationJson(message, index, causeOf);
    if (row !== null) yield row;
  }
}
