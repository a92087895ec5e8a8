import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.js';
import { isoTime } from '../../src/recording/iso-time.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { buildRecording } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let file: string;
let database: Database.Database | undefined;
beforeEach(() => {
  file = folder.path('a.db');
});
afterEach(() => {
  database?.close();
  database = undefined;
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

it('shows how each exchange ended, and nothing for an answer that did not come', () => {
  buildRecording(file, (b) => {
    b.exchange({ path: '/cut', outcome: 'cut-by-server', responseBody: '{"a":' });
    b.exchange({ path: '/gone', outcome: 'cut-by-desktop', status: null });
    b.exchange({ path: '/down', outcome: 'unreachable' });
    b.exchange({ path: '/held', outcome: 'open', requestBody: '' });
  });
  expect(
    all(
      'SELECT outcome, status, response_seq, duration_ms, request_body, response_body FROM calls',
    ),
  ).toEqual([
    {
      outcome: 'cut-by-server',
      status: 200,
      response_seq: 2,
      duration_ms: 10,
      request_body: null,
      response_body: '{"a":',
    },
    {
      outcome: 'cut-by-desktop',
      status: null,
      response_seq: 4,
      duration_ms: 10,
      request_body: null,
      response_body: null,
    },
    {
      outcome: 'unreachable',
      status: null,
      response_seq: 6,
      duration_ms: 10,
      request_body: null,
      response_body: null,
    },
    {
      outcome: 'open',
      status: null,
      response_seq: null,
      duration_ms: null,
      request_body: '',
      response_body: null,
    },
  ]);
});

it('shows as reference the one in the answer, else the one in the request', () => {
  buildRecording(file, (b) => {
    b.exchange({
      path: '/1',
      requestBody: '{"referenceId":"r7"}',
      responseBody: '{"referenceId":45}',
    });
    b.exchange({ path: '/2', requestBody: '{"operationId":"r7"}', responseBody: '{}' });
    b.exchange({ path: '/3', requestBody: '{}', responseBody: 'no JSON' });
    b.exchange({ path: '/4', method: 'GET', responseBody: '{"referenceId":45}' });
  });
  expect(all('SELECT path, reference_id FROM calls')).toEqual([
    { path: '/1', reference_id: '45' },
    { path: '/2', reference_id: '"r7"' },
    { path: '/3', reference_id: null },
  ]);
});

const CONNECT = '[{"channel":"/meta/connect","clientId":"c"}]';

it.each([
  ['long-polling', [['POST', 'bayeux', 200]]],
  [
    'callback-polling',
    [
      ['POST', 'bayeux', 200],
      ['GET', 'bayeux', 200],
      ['GET', 'safe', 200],
    ],
  ],
  [
    'websocket',
    [
      ['POST', 'bayeux', 200],
      ['GET', 'websocket', 101],
    ],
  ],
  ['websocket', [['GET', 'websocket', null]]],
  [
    'long-polling',
    [
      ['POST', 'bayeux', 200],
      ['GET', 'websocket', 404],
    ],
  ],
  [null, [['POST', 'call', 200]]],
] as const)('shows %s as the transport of a session that used it last: %j', (transport, used) => {
  buildRecording(file, (b) => {
    const session = b.session();
    for (const [method, kind, status] of used) {
      const outcome = status === null ? 'open' : 'complete';
      b.exchange({ session, method, kind, status, outcome, path: '/', requestBody: CONNECT });
    }
  });
  expect(all('SELECT transport FROM sessions')).toEqual([{ transport }]);
  using recording = openRecording(file);
  expect(recording.sessions()[0]?.transport).toBe(transport);
});

it('shows the transport that was used last, though another was opened later', () => {
  buildRecording(file, (b) => {
    const session = b.session();
    const websocket = b.exchange({
      session,
      method: 'GET',
      kind: 'websocket',
      status: 101,
      path: '/',
    });
    b.exchange({ session, kind: 'bayeux', path: '/', requestBody: CONNECT });
    b.message({ exchange: websocket, direction: 'to-server', message: CONNECT });
  });
  expect(all('SELECT transport FROM sessions')).toEqual([{ transport: 'websocket' }]);
  using recording = openRecording(file);
  expect(recording.sessions()[0]?.transport).toBe('websocket');
});

it('shows what was learned later, and the end of each session as its last event', () => {
  const writer = createRecording(file, { startedAt: 0 });
  writer.session(1, 1000);
  writer.session(2, 2000);
  // biome-ignore format: one row
  writer.request({ id: 1, session: null, connection: 1, seq: 1, startedAt: 999.6, method: 'POST', path: '/', httpVersion: '1.1', headers: [], trailers: [], body: null, kind: 'bayeux', operation: null, reference: null, redacted: [] });
  // biome-ignore format: one row
  writer.message({ id: 1, exchange: 1, seq: 2, at: 5000.4, direction: 'to-desktop', channel: '/a', clientId: 'c', text: '{}', notification: null, redacted: [] });
  writer.assign(1, 1);
  writer.user(1, 'a1');
  writer.close(9000);
  expect(all('SELECT id, session, started_at FROM exchanges')).toEqual([
    { id: 1, session: 1, started_at: '1970-01-01T00:00:01.000Z' },
  ]);
  expect(all('SELECT session FROM messages')).toEqual([{ session: 1 }]);
  const ends = ['1970-01-01T00:00:05.000Z', '1970-01-01T00:00:02.000Z'];
  expect(all('SELECT user, ended_at FROM sessions')).toEqual([
    { user: 'a1', ended_at: ends[0] },
    { user: null, ended_at: ends[1] },
  ]);
  using recording = openRecording(file);
  expect(recording.sessions().map(({ endedAt }) => isoTime(endedAt ?? 0))).toEqual(ends);
});

it('shows each time to the nearest millisecond, as JavaScript writes it', () => {
  const writer = createRecording(file, { startedAt: 0 });
  const times = Array.from({ length: 2000 }, (_, i) => 1_767_225_600_000 + i * 86_399_937.37);
  for (const [id, at] of times.entries()) writer.session(id, at);
  writer.close(0);
  expect(all('SELECT started_at FROM sessions')).toEqual(
    times.map((at) => ({ started_at: isoTime(at) })),
  );
});
