import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  type ExtractFilter,
  extractRecording,
  openRecording,
  RecordingError,
  UsageError,
  verifyRecording,
} from '../../src/index.js';
import { createRecording } from '../../src/recording/create-recording.js';
import {
  BUILT_AT,
  type BuildOptions,
  buildRecording,
  type RecordingBuilder,
} from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, tweet, workday } from '../replay/agent-recording.js';
import { notIn, rowsIn } from './rows-in.js';

const folder = temporaryFolder();

function built(build: (b: RecordingBuilder) => void, options: BuildOptions = {}): string {
  const file = folder.path('old.db');
  buildRecording(file, build, options);
  return file;
}

/** What is left of a recording, in a few words a row, in wire order. */
async function leftOf(file: string, filter: ExtractFilter): Promise<string[]> {
  const output = folder.path('part.db');
  await extractRecording(file, { output, ...filter });
  expect(notIn(rowsIn(output), rowsIn(file))).toEqual([]);
  // A websocket is built closed before it is used.
  const errors = verifyRecording(output).errors.filter((each) => !each.includes('lie outside'));
  expect(errors).toEqual([]);
  using recording = openRecording(output);
  const rows = [
    ...[...recording.exchanges()].map((each) => ({
      seq: each.seq,
      text: `${each.session} ${each.operation ?? `${each.kind} ${each.path}`}`,
    })),
    ...[...recording.messages()].map((each) => ({
      seq: each.seq,
      text: `  ${each.notification === null ? each.channel : stateIn(each.text)}`,
    })),
  ];
  return rows.toSorted((a, b) => a.seq - b.seq).map(({ text }) => text);
}

function stateIn(text: string): string {
  return /"state":"(\w+)"/u.exec(text)?.[1] ?? text;
}

describe('extractRecording', () => {
  it('keeps for a window what was requested in it, and of the time before what sets a session up', async () => {
    let from = 0;
    const file = built((b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      agent.subscribe('/v2/me/tweets');
      agent.get('/api/v2/me/first', '{}');
      agent.call('/api/v2/me', '{"operationName":"Start"}', '{}', [tweet('Started', 1)]);
      agent.get('/api/v2/me/later', '{}');
      b.pass(60_000);
      from = 60_000;
      agent.call('/api/v2/me', '{"operationName":"Accept"}', '{}', [tweet('Processing', 2)]);
      agent.get('/api/v2/me/inside', '{}');
      agent.notice(tweet('Invited'));
    });
    expect(await leftOf(file, { from: '+1m' })).toEqual([
      '1 safe /api/v2/me',
      '1 safe /api/v2/me',
      '1 bayeux /api/v2/notifications',
      '  /meta/handshake',
      '  /meta/handshake',
      '1 bayeux /api/v2/notifications',
      '  /meta/subscribe',
      '  /meta/subscribe',
      '1 safe /api/v2/me/first',
      '1 Accept',
      '1 bayeux /api/v2/notifications',
      '  /meta/connect',
      '  Processing',
      '  /meta/connect',
      '1 safe /api/v2/me/inside',
      '1 bayeux /api/v2/notifications',
      '  /meta/connect',
      '  Invited',
      '  /meta/connect',
    ]);
    expect(from).toBe(60_000);
  });

  it('keeps what a call caused, though it came when the window was over, and nothing else of then', async () => {
    const file = built((b) => {
      const agent = recordedAgent(b, 'a1');
      agent.logIn();
      agent.handshake();
      const call = agent.call('/api/v2/me', '{"operationName":"Accept"}', '{}');
      b.pass(60_000);
      agent.notice(tweet('Invited'));
      b.link({ call, notification: agent.notice(tweet('Processing', 2)) });
      agent.get('/api/v2/me/late', '{}');
      agent.call('/api/v2/me', '{"operationName":"Complete"}', '{}', [tweet('Completed', 3)]);
    });
    expect((await leftOf(file, { to: '+30s' })).slice(5)).toEqual([
      '1 Accept',
      '1 bayeux /api/v2/notifications',
      '  /meta/connect',
      '  Processing',
      '  /meta/connect',
    ]);
  });

  it('keeps of a websocket the messages that are wanted, and those that set it up', async () => {
    const file = built((b) => workday(recordedAgent(b, 'a1', { websocket: true })));
    expect(await leftOf(file, { operation: ['Accept'] })).toEqual([
      '1 safe /api/v2/me',
      '1 safe /api/v2/me',
      '1 safe /api/v2/diagnostics/version',
      '1 websocket /api/v2/notifications',
      '  /meta/handshake',
      '  /meta/handshake',
      '  /meta/connect',
      '  /meta/connect',
      '  /meta/subscribe',
      '  /meta/subscribe',
      '  /meta/subscribe',
      '  /meta/subscribe',
      '1 safe /api/v2/me/tweets',
      '  Invited',
      '1 Accept',
      '  Processing',
      '1 safe /api/v2/me/tweets',
    ]);
  });

  it('keeps of a batch the notifications that are wanted, and the body that brought all of them', async () => {
    let exchange = 0;
    const file = built((b) => {
      const agent = recordedAgent(b, 'a1');
      const accept = agent.call('/api/v2/me', '{"operationName":"Accept"}', '{}');
      const hold = agent.call('/api/v2/me', '{"operationName":"Hold"}', '{}');
      const event = (state: string) => ({
        channel: '/v2/me/tweets',
        data: JSON.parse(tweet(state)),
      });
      exchange = agent.bayeux(
        [{ id: '1', channel: '/meta/connect', clientId: agent.clientId }],
        [
          event('Processing'),
          event('Held'),
          { id: '1', channel: '/meta/connect', successful: true },
        ],
      );
      const [, first = 0, second = 0] = b.messagesOf(exchange);
      b.link({ call: accept, notification: first });
      b.link({ call: hold, notification: second });
    });
    expect((await leftOf(file, { operation: ['Accept'] })).slice(-4)).toEqual([
      '1 bayeux /api/v2/notifications',
      '  /meta/connect',
      '  Processing',
      '  /meta/connect',
    ]);
    using recording = openRecording(folder.path('part.db'));
    expect(String(recording.exchange(exchange)?.responseBody?.content)).toContain('Held');
  });

  it('keeps the refusal after which a client shook hands again, so that a replay does not wait for that', async () => {
    const file = built((b) => {
      const agent = recordedAgent(b, 'a1');
      agent.handshake();
      agent.bayeux(
        [{ id: '7', channel: '/meta/connect', clientId: agent.clientId }],
        [{ id: '7', channel: '/meta/connect', successful: false, error: '402::Unknown client' }],
      );
      agent.handshake('other');
      b.pass(60_000);
      agent.call('/api/v2/me', '{"operationName":"Accept"}', '{}');
    });
    expect(await leftOf(file, { from: '+1m' })).toEqual([
      '1 bayeux /api/v2/notifications',
      '  /meta/handshake',
      '  /meta/handshake',
      '1 bayeux /api/v2/notifications',
      '  /meta/connect',
      '  /meta/connect',
      '1 bayeux /api/v2/notifications',
      '  /meta/handshake',
      '  /meta/handshake',
      '1 Accept',
    ]);
  });

  it('keeps of what nobody in particular asked before a window each request once', async () => {
    const file = built((b) => {
      for (let i = 0; i < 3; i++) b.exchange({ method: 'GET', path: '/version' });
      b.pass(60_000);
      b.exchange({ method: 'GET', path: '/version' });
      workday(recordedAgent(b, 'a1'));
    });
    const left = await leftOf(file, { from: '+1m' });
    expect(left.filter((each) => each.startsWith('null'))).toEqual(
      Array(2).fill('null safe /version'),
    );
  });

  it('keeps the gaps that fall into the window', async () => {
    const gap = (from: number) => ({
      from: BUILT_AT + from,
      to: BUILT_AT + from + 10,
      reason: 'x',
    });
    const file = built((b) => {
      workday(recordedAgent(b, 'a1'));
      for (const from of [-5, 100, 5_000]) b.gap(gap(from));
    });
    const output = folder.path('part.db');
    await extractRecording(file, { output, from: '+50ms', to: '+4s' });
    using recording = openRecording(output);
    expect(recording.info.gaps).toEqual([gap(100)]);
  });

  it('says what it is a part of, keeps all other facts, and is no file of a series any more', async () => {
    const facts = { series: 'x', part: '2', earlier: '{"sessions":0,"exchanges":0,"messages":0}' };
    const file = built((b) => workday(recordedAgent(b, 'a1')), { facts: { ...facts, more: '1' } });
    const output = folder.path('part.db');
    await extractRecording(file, { output, session: ['a1'] });
    const again = folder.path('again.db');
    await extractRecording(output, { output: again, operation: ['Accept', 'Comp*'], to: '+1h' });
    const factsIn = (name: string): unknown[][] => {
      const database = new Database(name, { readonly: true });
      const rows = database.prepare('SELECT name, value FROM fact ORDER BY id').raw().all();
      database.close();
      return rows as unknown[][];
    };
    const kept = factsIn(file).filter(([name]) => !(String(name) in facts));
    expect(factsIn(again)).toEqual([
      ...kept,
      ['extracted', '{"session":["a1"]}'],
      ['extracted', '{"to":"+1h","operation":["Accept","Comp*"]}'],
    ]);
    expect(verifyRecording(again)).toMatchObject({ whole: true });
    expect(statSync(again).mode & 0o777).toBe(0o600);
  });

  it('has the links that a killed recorder did not come to, and is as interrupted as its file', async () => {
    const whole = built((b) => {
      const agent = recordedAgent(b, 'a1');
      workday(agent);
    });
    const file = folder.path('killed.db');
    copyFileSync(whole, file);
    const database = new Database(file);
    database.exec("DELETE FROM link; DELETE FROM fact WHERE name = 'ended_at'");
    database.close();
    const output = folder.path('part.db');
    await extractRecording(file, { output, operation: ['Accept'] });
    using recording = openRecording(output);
    expect(recording.info.interrupted).toBe(true);
    const [link] = recording.links();
    expect(recording.exchange(link?.call ?? 0)?.operation).toBe('Accept');
    expect(recording.links()).toHaveLength(1);
  });

  it('reads through the log of a recorder that is at work, and leaves its files alone', async () => {
    const file = folder.path('live.db');
    const writer = createRecording(file, { startedAt: 0 });
    writer.session(1, 0);
    writer.user(1, 'a1');
    writer.request({
      id: 1,
      session: 1,
      connection: 1,
      seq: 1,
      startedAt: 5,
      method: 'GET',
      path: '/',
      httpVersion: '1.1',
      headers: [],
      trailers: [],
      body: null,
      kind: 'safe',
      operation: null,
      reference: null,
      redacted: [],
    });
    await new Promise<void>((resolve) => writer.committed(resolve));
    const made = await extractRecording(file, { output: folder.path('part.db'), session: ['1'] });
    expect(made.exchanges).toEqual({ kept: 1, of: 1 });
    expect(verifyRecording(folder.path('part.db'))).toMatchObject({ openExchanges: 1, errors: [] });
    expect(folder.files()).toEqual(['live.db', 'live.db-shm', 'live.db-wal', 'part.db']);
    writer.close(1);
  });

  it.each<[string, ExtractFilter, string]>([
    [
      'a session',
      { session: ['a1', 'zz'] },
      "'zz' is no session and no user of .*; it has 1 \\(a1\\)$",
    ],
    [
      'an operation',
      { operation: ['Accept', 'comp'] },
      "is a call of 'comp'; its operations are Complete$",
    ],
    [
      'an operation unlike any',
      { operation: ['Hold'] },
      'its operations are Accept, Complete, StartContactCenterSession$',
    ],
    [
      'a window',
      { from: '2027-01-01' },
      'fits all of this; its requests began between 2026-01-01T',
    ],
    ['a window that ends first', { from: '+2s', to: '+1s' }, 'ends \\(to\\) before'],
    ['a day that is none', { from: '2026-02-30' }, "--from '2026-02-30' is no time; give "],
    ['words', { to: 'tomorrow' }, "--to 'tomorrow' is no time"],
  ])('says what there is if nothing fits: %s', async (_, filter, text) => {
    const file = built((b) => workday(recordedAgent(b, 'a1')));
    const failing = extractRecording(file, { output: folder.path('part.db'), ...filter });
    await expect(failing).rejects.toThrow(UsageError);
    await expect(failing).rejects.toThrow(new RegExp(text, 'u'));
    expect(folder.files()).toEqual(['old.db']);
  });

  it('takes times in UTC, in another zone, and after the beginning for the same', async () => {
    const file = built((b) => workday(recordedAgent(b, 'a1')));
    const kept = [];
    const moments = [
      '2026-01-01T00:00:00.25Z',
      '2026-01-01 00:00:00,250',
      '2026-01-01T05:30:00.2500+05:30',
      '+250ms',
    ];
    for (const [index, from] of moments.entries()) {
      const {
        file: _,
        output,
        ...counts
      } = await extractRecording(file, {
        output: folder.path(`${index}.db`),
        from,
      });
      kept.push(counts);
    }
    expect(kept[0]?.calls).toEqual({ kept: 2, of: 3 });
    for (const each of kept) expect(each).toEqual(kept[0]);
  });

  it('refuses an output that exists, and leaves it', async () => {
    const file = built((b) => workday(recordedAgent(b, 'a1')));
    const output = folder.path('part.db');
    writeFileSync(output, 'mine');
    await expect(extractRecording(file, { output })).rejects.toThrow(UsageError);
    expect(readFileSync(output, 'utf8')).toBe('mine');
    await expect(extractRecording(file, { output: file })).rejects.toThrow(UsageError);
  });

  it.each<[string, (file: string) => void]>([
    ['that is cut short', (file) => truncateSync(file, 60_000)],
    ['with a body that was altered', (file) => altered(file, 'UPDATE body SET checksum = 1')],
    ['with a message that was altered', (file) => altered(file, "UPDATE message SET text = '{}'")],
    ['with headers that are none', (file) => altered(file, "UPDATE response SET headers = '{'")],
    ['whose body is not there', (file) => altered(file, 'DELETE FROM body')],
  ])('fails with one line and leaves no output for a recording %s', async (_, damage) => {
    const file = built((b) => workday(recordedAgent(b, 'a1')));
    damage(file);
    const failing = extractRecording(file, { output: folder.path('part.db'), session: ['a1'] });
    await expect(failing).rejects.toThrow(RecordingError);
    await expect(failing).rejects.toThrow(/^[^\n]*damaged[^\n]*$/u);
    expect(folder.files()).toEqual(['old.db']);
  });

  it('ends at a signal and leaves no output', async () => {
    const file = built((b) => {
      for (let i = 0; i < 200; i++) b.exchange({ path: `/${i}` });
    });
    const stop = new AbortController();
    const stopped = extractRecording(file, { output: folder.path('new.db'), signal: stop.signal });
    stop.abort();
    await expect(stopped).rejects.toThrow('the extraction was stopped');
    expect(folder.files()).toEqual(['old.db']);
  });
});

function altered(file: string, sql: string): void {
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
}
