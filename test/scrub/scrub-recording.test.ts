import {
  copyFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RecordingError, UsageError } from '../../src/errors.js';
import { createRecording } from '../../src/recording/create-recording.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { type ScrubOptions, scrubRecording } from '../../src/scrub/scrub-recording.js';
import { leakedInto } from '../e2e/raw-scan.js';
import {
  type BuildOptions,
  buildRecording,
  type RecordingBuilder,
} from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const key = Buffer.alloc(32, 4);
const { pseudonym } = createRedactor({ key });

function built(build: (b: RecordingBuilder) => void, options?: BuildOptions): string {
  const file = folder.path('old.db');
  buildRecording(file, build, options);
  return file;
}

async function scrubbed(
  build: (b: RecordingBuilder) => void,
  options: Omit<ScrubOptions, 'output'>,
): Promise<{ old: ReturnType<typeof dump>; now: ReturnType<typeof dump>; output: string }> {
  const file = built(build);
  const output = folder.path('new.db');
  await scrubRecording(file, { output, key, ...options });
  expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
  return { old: dump(file), now: dump(output), output };
}

/** All that a recording says. */
function dump(file: string) {
  using recording = openRecording(file);
  const { info } = recording;
  const text = (content: Uint8Array | null | undefined) =>
    content === null || content === undefined ? null : Buffer.from(content).toString();
  return {
    info: { ...info },
    sessions: recording.sessions(),
    exchanges: [...recording.exchanges()].map(({ requestBody, responseBody, ...each }) => ({
      ...each,
      requestBody: text(requestBody?.content),
      responseBody: text(responseBody?.content),
      responseEncoded: responseBody?.encoded ?? null,
    })),
    messages: [...recording.messages()],
    links: recording.links(),
  };
}

const tweet = (from: string, state: string) =>
  `{"messageType":"TwitterStateChangeMessage","referenceId":45,"twitter":{"id":"T-1","state":"${state}","from":"${from}"}}`;

function day(b: RecordingBuilder): void {
  const session = b.session('ann@corp');
  const call = b.exchange({
    session,
    path: '/api/v2/me/tweets/T-1?who=kate',
    requestHeaders: [
      ['Authorization', `Basic ann%40corp:${pseudonym('pass')}`],
      ['Cookie', `JSESSIONID=${pseudonym('cookie')}`],
    ],
    requestRedacted: ['header/authorization', 'header/cookie/JSESSIONID'],
    requestBody: '{"operationName":"Complete","note":"for kate"}',
    responseBody: '{"statusCode":0,"referenceId":45,"n":1.10}',
    reason: 'OK kate',
  });
  const notification = b.notification({ session, data: tweet('kate', 'Completed') });
  b.link({
    call,
    notification,
    evidence: { referenceId: '45', responseSeq: 2, resource: 'T-1', state: 'Completed' },
  });
}

describe('scrubRecording', () => {
  it('copies all that no rule names, to the last byte', async () => {
    const { old, now, output } = await scrubbed(day, {});
    expect(now).toEqual(old);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    expect(folder.files().sort()).toEqual(['new.db', 'old.db']);
  });

  it('redacts bodies, paths, messages and data alike, and says where', async () => {
    const { old, now, output } = await scrubbed(day, { redactPattern: ['kate'] });
    const kate = pseudonym('kate');
    const withoutPlaces = (text: string): string => text.replace(/edacted":\[[^\]]*\]/gu, '');
    const [before, after] = [JSON.stringify(old), JSON.stringify(now)];
    expect(withoutPlaces(after)).toBe(withoutPlaces(before).replaceAll('kate', kate));
    expect(after).toContain('"header/cookie/JSESSIONID","query/who","body/note"]');
    expect(after).toContain('"responseRedacted":["body/0/data/twitter/from"]');
    expect(after).toContain('"redacted":["body/data/twitter/from"]');
    expect(leakedInto(output, ['kate'])).toEqual([]);
  });

  it('derives anew what was derived: operations, references, facts, evidence, users, clients', async () => {
    const { now, output } = await scrubbed(day, {
      redactName: ['operationName', 'referenceId', 'id', 'state', 'messageType', 'clientId'],
      redactPattern: ['ann@corp'],
    });
    const [call] = now.exchanges;
    const reference = /"referenceId":(\d+)/u.exec(call?.responseBody ?? '')?.[1];
    expect(call).toMatchObject({
      operation: pseudonym('Complete'),
      responseReference: reference,
      path: '/api/v2/me/tweets/T-1?who=kate',
    });
    const notification = now.messages.find((each) => each.notification !== null);
    expect(notification).toMatchObject({
      clientId: pseudonym('client-1'),
      notification: { messageType: pseudonym('TwitterStateChangeMessage'), referenceId: reference },
    });
    expect(now.links).toMatchObject([
      {
        evidence: {
          referenceId: reference,
          responseSeq: 2,
          resource: pseudonym('T-1'),
          state: pseudonym('Completed'),
        },
      },
    ]);
    expect(now.sessions).toMatchObject([{ user: pseudonym('ann@corp') }]);
    expect(call?.requestHeaders[0]).toEqual([
      'Authorization',
      `Basic ${pseudonym('ann@corp')}:${pseudonym('pass')}`,
    ]);
    expect(leakedInto(output, ['ann@corp', 'Completed', 'client-1'])).toEqual([]);
  });

  it('keeps pseudonyms that stand where they were made, whatever the key', async () => {
    const build = (b: RecordingBuilder): void => {
      const old = createRedactor({ key: Buffer.alloc(32, 8) });
      const { text, places } = old.json('{"password":"x1","token":12,"a":"x1"}');
      b.exchange({ path: '/a', requestBody: text, requestRedacted: places });
    };
    const { old, now } = await scrubbed(build, { redactName: ['password'] });
    expect(now).toEqual(old);
  });

  it('is the same twice', async () => {
    const { output } = await scrubbed(day, { redact: ['pii'], redactName: ['note'] });
    const again = folder.path('again.db');
    await scrubRecording(output, { output: again, redact: ['pii'], redactName: ['note'] });
    expect(dump(again)).toEqual(dump(output));
  });

  it('keeps an encoded body only if nothing is replaced in it and it is what its content says', async () => {
    const body = (content: string, encoded: string) => ({
      content: Buffer.from(content),
      encoded: gzipSync(encoded),
      encoding: 'gzip',
      length: gzipSync(encoded).length,
      digest: null,
      omitted: null,
    });
    const { now, output } = await scrubbed(
      (b) => {
        b.exchange({ path: '/a', responseBody: body('{"a":1}', '{"a":1}') });
        b.exchange({ path: '/b', responseBody: body('{"note":"x"}', '{"note":"x"}') });
        b.exchange({ path: '/c', responseBody: body('{"a":2}', '{"note":"smuggled"}') });
      },
      { redactName: ['note'] },
    );
    const [plain, changed, liar] = now.exchanges;
    expect(gunzipSync(plain?.responseEncoded ?? '').toString()).toBe('{"a":1}');
    expect(changed).toMatchObject({
      responseBody: `{"note":"${pseudonym('x')}"}`,
      responseEncoded: null,
    });
    expect(liar).toMatchObject({ responseBody: '{"a":2}', responseEncoded: null });
    expect(readFileSync(output).includes(gzipSync('{"note":"smuggled"}'))).toBe(false);
  });

  it('finds the secret of a header in all other places, also in those that came before', async () => {
    const { now } = await scrubbed(
      (b) => {
        b.exchange({ path: '/a', requestBody: '{"a":"see desk-key-4711"}' });
        b.exchange({ path: '/b', requestHeaders: [['X-Desk-Key', 'desk-key-4711']] });
      },
      { redactName: ['X-Desk-Key'] },
    );
    expect(now.exchanges[0]?.requestBody).toBe(`{"a":"see ${pseudonym('desk-key-4711')}"}`);
  });

  it('keeps gaps, open exchanges and an interruption', async () => {
    const file = built((b) => {
      b.exchange({ path: '/a', outcome: 'open', requestBody: '{"note":"x"}' });
      b.gap({ from: 5, to: 6, reason: 'disk full' });
    });
    const database = new Database(file);
    database.exec("DELETE FROM fact WHERE name = 'ended_at'");
    database.close();
    const output = folder.path('new.db');
    await scrubRecording(file, { output, redactName: ['note'] });
    const { info, exchanges } = dump(output);
    expect(info).toMatchObject({
      interrupted: true,
      gaps: [{ from: 5, to: 6, reason: 'disk full' }],
    });
    expect(exchanges).toMatchObject([{ outcome: 'open', responseSeq: null }]);
  });

  it('reads through the log of a recorder that was killed, or is at work', async () => {
    const file = folder.path('live.db');
    const writer = createRecording(file, { startedAt: 0 });
    writer.session(1, 0);
    writer.user(1, 'secret-user');
    await new Promise<void>((resolve) => writer.committed(resolve));
    const output = folder.path('new.db');
    await scrubRecording(file, { output, key, redactName: ['userName'] });
    expect(dump(output)).toMatchObject({
      info: { interrupted: true },
      sessions: [{ user: pseudonym('secret-user') }],
    });
    const killed = folder.path('killed.db');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, killed + suffix);
    writer.close(1);
    await scrubRecording(killed, { output: folder.path('other.db'), key });
    expect(dump(folder.path('other.db')).sessions).toMatchObject([{ user: 'secret-user' }]);
    expect(folder.files()).toContain('killed.db-wal');
  });

  it('refuses an output that exists, and leaves it', async () => {
    const file = built(day);
    const output = folder.path('new.db');
    writeFileSync(output, 'mine');
    await expect(scrubRecording(file, { output })).rejects.toThrow(UsageError);
    expect(readFileSync(output, 'utf8')).toBe('mine');
    await expect(scrubRecording(file, { output: file })).rejects.toThrow(UsageError);
  });

  it.each([
    ['a recording that is absent', () => folder.path('absent.db'), 'does not exist'],
    [
      'one that is cut short',
      () => {
        const file = built((b) => {
          for (let i = 0; i < 300; i++)
            b.exchange({ path: `/${i}`, requestBody: `${i}${'x'.repeat(1_000)}` });
        });
        truncateSync(file, 200_000);
        return file;
      },
      'damaged',
    ],
    [
      'one with a body that was altered',
      () => {
        const file = built(day);
        const database = new Database(file);
        database.exec('UPDATE body SET checksum = 1');
        database.close();
        return file;
      },
      'damaged',
    ],
  ])('fails with one line and leaves no output: %s', async (_, file, message) => {
    const old = file();
    const before = readdirSync(path.dirname(old));
    const failing = scrubRecording(old, { output: folder.path('new.db') });
    await expect(failing).rejects.toThrow(RecordingError);
    await expect(failing).rejects.toThrow(message);
    expect(readdirSync(path.dirname(old))).toEqual(before);
  });

  it('ends at a signal and leaves no output', async () => {
    const file = built((b) => {
      for (let i = 0; i < 200; i++) b.exchange({ path: `/${i}` });
    });
    const stop = new AbortController();
    const stopped = scrubRecording(file, { output: folder.path('new.db'), signal: stop.signal });
    stop.abort();
    await expect(stopped).rejects.toThrow('the scrub was stopped');
    expect(folder.files()).toEqual(['old.db']);
  });
});

describe('the bytes of a scrubbed file', () => {
  const secrets = Array.from(
    { length: 400 },
    (_, index) => `customer-${index}-${'x'.repeat(index)}`,
  );
  const build = (b: RecordingBuilder): void => {
    for (const [index, secret] of secrets.entries()) {
      b.exchange({
        path: `/a?note=${secret}`,
        requestHeaders: [['Note', secret]],
        requestBody: JSON.stringify({ index, note: secret }),
        responseBody: JSON.stringify([{ note: secret, more: 'y'.repeat(10 * index) }]),
      });
    }
  };

  it('have no trace of what was replaced', async () => {
    const { output } = await scrubbed(build, { redactName: ['note'] });
    expect(leakedInto(output, secrets)).toEqual([]);
  });

  it('would have traces if a copy were edited in its place', () => {
    const file = built(build);
    const edited = folder.path('edited.db');
    copyFileSync(file, edited);
    const database = new Database(edited);
    database.exec(`
      UPDATE request SET path = '/a', headers = '[]';
      UPDATE body SET content = CAST('{}' AS BLOB), checksum = 2745614147`);
    database.close();
    expect(dump(edited).exchanges.every((each) => each.requestBody === '{}')).toBe(true);
    expect(leakedInto(edited, secrets).length).toBeGreaterThan(0);
  });
});
