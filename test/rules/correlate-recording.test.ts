import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { correlateRecording } from '../../src/rules/correlate-recording.js';
import { linksOf } from '../../src/rules/links-of.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const v3 = path.join(import.meta.dirname, '../correlate/fixtures/workspace-v3.rules.json');

/** A call of Workspace without an operationId, which the built-in rules can't read. */
function recorded({ interrupted = false } = {}): string {
  const file = folder.path('v3.db');
  buildRecording(file, (b) => {
    const session = b.session('agent');
    b.exchange({
      session,
      path: '/workspace/v3/media/twitter/interactions/0001/complete',
      requestBody: '{"data":{}}',
      responseBody: '{"status":{"code":1}}',
    });
    b.notification({
      session,
      data: '{"messageType":"InteractionStateChanged","interaction":{"id":"0001","state":"Completed"}}',
    });
  });
  if (interrupted) {
    const database = new Database(file);
    database.exec("DELETE FROM fact WHERE name = 'ended_at'");
    database.close();
  }
  return file;
}

const none = { links: 0, copies: 0, byRule: {} };
const one = { links: 1, copies: 0, byRule: { resource: 1 } };

function linksIn(file: string) {
  using recording = openRecording(file);
  return recording.links().map(({ call, notification, rule }) => ({ call, notification, rule }));
}

describe('correlateRecording', () => {
  it('applies rules again to an old recording', () => {
    const file = recorded();
    expect(correlateRecording(file, loadRules([v3]))).toEqual({
      file,
      notifications: 1,
      before: none,
      after: one,
    });
    expect(linksIn(file)).toEqual([{ call: 1, notification: 2, rule: 'resource' }]);
    expect(correlateRecording(file, loadRules([]))).toMatchObject({ before: one, after: none });
    expect(linksIn(file)).toEqual([]);
  });

  it('leaves the final links of a whole recording alone without rules', () => {
    const file = recorded();
    correlateRecording(file, loadRules([v3]));
    expect(correlateRecording(file)).toMatchObject({ before: one, after: one });
    expect(linksIn(file)).toHaveLength(1);
  });

  it('completes an interrupted recording by the rules that it was recorded with', () => {
    const file = recorded({ interrupted: true });
    expect(correlateRecording(file)).toMatchObject({ before: none, after: none });
    const database = new Database(file);
    const insert = database.prepare("INSERT INTO fact (name, value) VALUES ('rules', ?)");
    insert.run(JSON.stringify(loadRules([v3])));
    database.close();
    expect(correlateRecording(file)).toMatchObject({ before: none, after: one });
    using recording = openRecording(file);
    expect(recording.info.interrupted).toBe(true);
  });

  it('says that a recording has rules that are not valid, unless others are given', () => {
    const file = recorded();
    for (const rules of ['{"correlate":{"paths":1}}', '{', '['.repeat(10_000)]) {
      const database = new Database(file);
      database.prepare("INSERT INTO fact (name, value) VALUES ('rules', ?)").run(rules);
      database.close();
      expect(() => correlateRecording(file)).toThrow(RecordingError);
    }
    expect(correlateRecording(file, loadRules([v3]))).toMatchObject({ after: one });
  });
});

describe('linksOf', () => {
  it('makes links anew in memory by rules that are given, and leaves the file as it is', () => {
    const file = recorded();
    const before = readFileSync(file);
    using recording = openRecording(file);
    expect(linksOf(recording).links).toEqual([]);
    const { links, rules } = linksOf(recording, loadRules([v3]));
    expect(links).toMatchObject([{ call: 1, notification: 2, rule: 'resource' }]);
    expect(rules.correlate.members.statusCode).toBe('/status/code');
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
