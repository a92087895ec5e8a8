import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildRecording } from './build-recording.js';

let folder: string;
let file: string;
let database: Database.Database | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-'));
  file = path.join(folder, 'a.db');
});
afterEach(() => {
  database?.close();
  database = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function all(sql: string): unknown[] {
  database ??= new Database(file, { readonly: true });
  return database.prepare(sql).all();
}

const columnsOf = (view: string): unknown =>
  all(`SELECT name FROM pragma_table_info('${view}')`).map((row) => (row as { name: string }).name);

const COMPLETE = '{"operationName":"Complete"}';

it('shows a call with its notification in the views of the contract', () => {
  buildRecording(file, (b) => {
    const session = b.session('a1');
    const call = b.exchange({
      session,
      path: '/api/v2/me/tweets/1?x=y',
      requestBody: COMPLETE,
      responseBody: '{"statusCode":0,"referenceId":45}',
    });
    const notification = b.notification({ session, data: '{"referenceId":45, "a":1.10}' });
    b.link({ call, notification });
  });
  expect(all('SELECT * FROM sessions')).toEqual([
    {
      id: 1,
      user: 'a1',
      transport: 'long-polling',
      started_at: '2026-01-01T00:00:00.000Z',
      ended_at: '2026-01-01T00:00:00.070Z',
    },
  ]);
  expect(all('SELECT * FROM calls')).toEqual([
    {
      id: 1,
      session: 1,
      seq: 1,
      response_seq: 2,
      started_at: '2026-01-01T00:00:00.010Z',
      duration_ms: 10,
      method: 'POST',
      path: '/api/v2/me/tweets/1?x=y',
      status: 200,
      outcome: 'complete',
      request_headers: '[["Host","gws.test:8080"]]',
      response_headers: '[["Content-Type","application/json"]]',
      request_body: COMPLETE,
      response_body: '{"statusCode":0,"referenceId":45}',
      operation: 'Complete',
      reference_id: '45',
    },
  ]);
  expect(all('SELECT * FROM notifications')).toEqual([
    {
      id: 2,
      session: 1,
      seq: 5,
      received_at: '2026-01-01T00:00:00.050Z',
      channel: '/v2/me/tweets',
      message_type: null,
      notification_type: null,
      reference_id: '45',
      data: '{"referenceId":45, "a":1.10}',
    },
  ]);
  expect(all('SELECT * FROM correlations')).toEqual([
    { call: 1, notification: 2, rule: 'reference-response', evidence: '{}', copy: 0 },
  ]);
  expect(
    all('SELECT id, session, seq, exchange, direction, channel, client_id FROM messages'),
  ).toEqual(
    [
      [1, 1, 4, 2, 'to-server', '/meta/connect', 'client-1'],
      [2, 1, 5, 2, 'to-desktop', '/v2/me/tweets', 'client-1'],
      [3, 1, 6, 2, 'to-desktop', '/meta/connect', 'client-1'],
    ].map(([id, session, seq, exchange, direction, channel, client_id]) => ({
      id,
      session,
      seq,
      exchange,
      direction,
      channel,
      client_id,
    })),
  );
});

it('has exactly the columns that the contract lists, in their order', () => {
  buildRecording(file, () => {});
  const exchange =
    'id session seq response_seq started_at duration_ms method path status outcome request_headers response_headers request_body response_body';
  const expected = {
    sessions: 'id user transport started_at ended_at',
    exchanges: exchange,
    calls: `${exchange} operation reference_id`,
    messages: 'id session seq exchange direction channel client_id message',
    notifications:
      'id session seq received_at channel message_type notification_type reference_id data',
    correlations: 'call notification rule evidence copy',
  };
  for (const [view, columns] of Object.entries(expected)) {
    expect(columnsOf(view), view).toEqual(columns.split(' '));
  }
});
