import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RecordingError } from '../../../src/errors.js';
import type { ExchangeDetail } from '../../../src/ui/protocol/detail.js';
import type { News } from '../../../src/ui/protocol/news.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { buildRecording } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { fileOf } from '../../report/told-recording.js';
import { ask, PageClient } from './page-client.js';

const folder = temporaryFolder();

async function opened(file: string): Promise<PageClient> {
  const inspector = await inspect(file);
  onTestFinished(() => inspector.close());
  return PageClient.enter(inspector.url);
}

const script = `</script><img src=x onerror=alert(1)>\u2028\u202e"'\u0000`;

describe('a hostile recording', () => {
  it('is told as text, wherever it says something', async () => {
    const file = fileOf(
      (b) => {
        const session = b.session(script);
        b.exchange({
          session,
          path: `/${script}`,
          operation: script,
          requestHeaders: [[script, script]],
          requestBody: script,
          responseHeaders: [['Content-Type', 'text/html']],
          responseBody: script,
          reason: script,
        });
        b.notification({ session, channel: `/${script}`, data: { messageType: script } });
      },
      { label: script, target: script },
    );
    const client = await opened(file);
    const page = client.follow();
    await page.last('caught-up');
    expect(page.head).toMatchObject({ label: script, target: script });
    expect(page.sessions).toMatchObject([{ user: script }]);
    expect(page.rows.get('e1')).toMatchObject({ path: `/${script}`, operation: script });
    const paths = ['exchanges/1', 'exchanges/1/response', 'messages/2', 'text?q=x'];
    for (const path of paths) {
      const { headers, status } = await client.get(`/api/recordings/0/${path}`);
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^application\/(?:json|octet-stream)$/u);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    const whole = await client.json<ExchangeDetail>('/api/recordings/0/exchanges/1');
    expect(whole.responseBody?.text).toBe(script);
  });

  it('that says something very long says the beginning of it in a row, and all of it by itself', async () => {
    const long = `/${'x'.repeat(100_000)}`;
    const file = fileOf((b) => {
      const session = b.session('a1');
      b.exchange({ session, path: long, operation: long });
      b.notification({ session, channel: long, data: { messageType: long } });
    });
    const client = await opened(file);
    const page = client.follow();
    await page.last('caught-up');
    for (const text of [page.rows.get('e1')?.path, page.rows.get('m2')?.channel]) {
      expect(text).toBe(long.slice(0, 2_000));
    }
    const { row } = await client.json<ExchangeDetail>('/api/recordings/0/exchanges/1');
    expect(row).toMatchObject({ path: long, operation: long });
  });

  it('that is damaged somewhere is shown up to there, and says so in one line', async () => {
    const file = folder.path('damaged.db');
    buildRecording(file, (b) => {
      const session = b.session('a1');
      for (let i = 0; i < 12_000; i += 1) b.exchange({ session, path: `/${i}` });
    });
    const database = new Database(file);
    // As no recorder writes it, but SQLite has nothing against it.
    database.exec("UPDATE request SET kind = 'odd' WHERE id = 9000");
    database.close();
    const page = (await opened(file)).follow();
    const { message } = await page.last('failed');
    expect(message).toMatch(/damaged\.db is damaged: column kind holds no call or safe/u);
    expect(message).not.toContain('\n');
    expect(page.rows.size).toBeGreaterThan(1_000);
    await once(page.socket, 'close');
  });

  it('that is cut in the middle of a page answers 500 with one line', async () => {
    const file = folder.path('cut.db');
    buildRecording(file, (b) => {
      for (let i = 0; i < 300; i += 1) {
        b.exchange({ path: `/${i}`, requestBody: `${i} ${'x'.repeat(3_000)}` });
      }
    });
    const client = await opened(file);
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 4096) {
      if (bytes.subarray(at, at + 4096).includes('299 xxxxxxxx'))
        bytes.fill('z', at + 3500, at + 4000);
    }
    writeFileSync(file, bytes);
    const { status, body } = await client.get('/api/recordings/0/exchanges/300');
    expect([status, body.trimEnd().split('\n').length]).toEqual([500, 1]);
    expect(body).toMatch(/is damaged/u);
    expect((await client.get('/api/inspector')).status).toBe(200);
  });

  it('that names pages a thousand times does not keep anybody waiting', async () => {
    const file = folder.path('looped.db');
    buildRecording(file, (b) => {
      for (let i = 0; i < 100; i += 1) b.exchange({ path: `/${i}`, requestBody: 'x'.repeat(100) });
    });
    const database = new Database(file);
    database.pragma('foreign_keys = OFF');
    database.exec(
      'UPDATE request SET seq = 9007199254740991, id = id + 9007199254740000 WHERE id > 50',
    );
    database.close();
    const page = (await opened(file)).follow();
    await page.until(({ news }) => ['caught-up', 'failed'].includes(news.at(-1)?.type ?? ''));
  });

  it('is refused at once if it is none', async () => {
    const file = folder.path('none.db');
    writeFileSync(file, 'x'.repeat(10_000));
    await expect(inspect(file)).rejects.toThrow(RecordingError);
    await expect(inspect(folder.path('absent.db'))).rejects.toThrow(/does not exist/u);
    await expect(inspect([])).rejects.toThrow(/name one/u);
    await expect(inspect(['a', 'b', 'c'])).rejects.toThrow(/3 are too many/u);
  });
});

/** One exchange, over and over: by the recorder's way it would take a while. */
function largeRecording(exchanges: number): string {
  const file = folder.path('large.db');
  buildRecording(file, (b) => {
    b.exchange({ session: b.session('a1'), path: '/api/v2/me/tweets/1' });
  });
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${exchanges})
    INSERT INTO request SELECT i, session, connection, 2 * i, started_at + i, kind, method,
      path || i, http_version, operation, reference_id, body, headers, trailers, redacted
    FROM request, n WHERE id = 1;
    WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${exchanges})
    INSERT INTO response SELECT i, 2 * i + 1, ended_at + i, status, reason, http_version, outcome,
      reference_id, body, headers, trailers, redacted
    FROM response, n WHERE exchange = 1;`);
  database.close();
  return file;
}

describe('100,000 events', () => {
  it('come whole, in pages, and wait for a page that does not read', async () => {
    const file = largeRecording(100_000);
    const inspector = await inspect(file);
    onTestFinished(() => inspector.close());
    const client = await PageClient.enter(inspector.url);
    const stuck = client.open('/api/recordings/0/rows');
    let had = 0;
    const ended = new Promise<void>((resolve) => {
      stuck.on('message', (data) => {
        const news = JSON.parse(String(data)) as News;
        if (news.type === 'rows') had += news.columns.key.length;
        if (news.type === 'caught-up') resolve();
      });
    });
    await once(stuck, 'message');
    stuck.pause();
    const page = client.follow();
    await page.last('caught-up');
    expect(page.rows.size).toBe(100_000);
    expect(page.news[0]).toMatchObject({ type: 'head', rows: 100_000 });
    expect(page.news.filter(({ type }) => type === 'rows').length).toBeGreaterThan(10);
    expect(had).toBeLessThan(100_000);
    stuck.resume();
    await ended;
    expect(had).toBe(100_000);
  }, 120_000);
});

describe('without --write', () => {
  it('nothing can be posted, whatever it is', async () => {
    const client = await opened('recordings/two-tabs.db');
    for (const path of ['/api/inspector', '/api/recordings/0/exchanges/1', '/', '/api/nowhere']) {
      expect([404, 405]).toContain((await client.post(path, {})).status);
    }
    const answer = await ask(client.origin, '/api/inspector', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });
});
