import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { harChunks } from '../../src/har/export-har.js';
import { importHar } from '../../src/har/import-har.js';
import { openRecording, verifyRecording } from '../../src/index.js';
import type { RecordedExchange, Recording } from '../../src/recording/reader.js';
import { linksOf } from '../../src/rules/links-of.js';
import { root } from '../e2e/command.js';
import { shippedRecordings } from '../e2e/shipped-recordings.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

function exported(file: string): string {
  using recording = openRecording(file);
  return [...harChunks(recording, linksOf(recording).links)].join('');
}

async function throughHar(file: string): Promise<string> {
  const har = folder.path('a.har');
  writeFileSync(har, exported(file));
  const again = folder.path('again.db');
  const summary = await importHar(har, again);
  expect(summary.warnings).toEqual([]);
  return again;
}

/** All that HAR can hold of an exchange: of an encoded body what it says, not the bytes that passed. */
function told(exchange: RecordedExchange): unknown {
  const { requestBody, responseBody, ...rest } = exchange;
  return {
    ...rest,
    requestBody: requestBody && { ...requestBody, encoded: null },
    responseBody: responseBody && { ...responseBody, encoded: null },
  };
}

/** Messages of HTTP take the time at which their request began or their answer ended. */
function toldMessages(recording: Recording): unknown[] {
  const websockets = new Set<number>();
  for (const { id, kind } of recording.exchanges()) if (kind === 'websocket') websockets.add(id);
  return Array.from(recording.messages(), (message) =>
    websockets.has(message.exchange) ? message : { ...message, at: null },
  );
}

function contents(recording: Recording): unknown {
  const { origin, label, target, startedAt, endedAt, gaps, rules, only, exclude } = recording.info;
  return {
    info: { origin, label, target, startedAt, endedAt, gaps, rules, only, exclude },
    // What comes last is a message of HTTP.
    sessions: recording.sessions().map((session) => ({ ...session, endedAt: null })),
    exchanges: Array.from(recording.exchanges(), told),
    messages: toldMessages(recording),
    links: recording.links(),
  };
}

describe('a recording that is exported as HAR and imported again', () => {
  it.each(shippedRecordings.map(({ name }) => name))(
    'has the same sessions, exchanges, messages and links: %s',
    async (name) => {
      const file = path.join(root, 'recordings', `${name}.db`);
      const again = await throughHar(file);
      expect(verifyRecording(again)).toMatchObject({ whole: true, errors: [] });
      using before = openRecording(file);
      using after = openRecording(again);
      expect(contents(after)).toEqual(contents(before));
    },
  );
});
