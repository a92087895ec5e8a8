import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { createRecording } from '../../src/recording/create-recording.js';
import type { Link } from '../../src/recording/exchange.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { relink } from '../../src/recording/relink.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { buildRecording } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

const made: Link = {
  call: 1,
  notification: 2,
  rule: 'order',
  evidence: { weak: true },
  copy: false,
};

function built(): string {
  const file = folder.path('built.db');
  buildRecording(file, (b) => {
    const session = b.session('ambrose');
    const call = b.exchange({ session, path: '/api/v2/me/tweets/X', requestBody: '{}' });
    const notification = b.notification({ session, data: {} });
    b.link({ call, notification, rule: 'resource' });
  });
  return file;
}

function linksIn(file: string): readonly Link[] {
  using recording = openRecording(file);
  return recording.links();
}

describe('relink', () => {
  it('replaces the links and nothing else', () => {
    const file = built();
    const returned = relink(file, (recording) => {
      expect(recording.links()).toMatchObject([{ rule: 'resource' }]);
      return { links: [made] };
    });
    expect(returned).toEqual({ links: [made] });
    expect(linksIn(file)).toEqual([made]);
    expect(verifyRecording(file)).toMatchObject({ whole: true });
    expect(folder.files()).toEqual(['built.db']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps the rules that made them, the latest alone', () => {
    const file = built();
    relink(file, () => ({ links: [made], rules: '{"a":1}' }));
    relink(file, () => ({ links: [made], rules: '{"b":2}' }));
    relink(file, () => ({ links: [made] }));
    using recording = openRecording(file);
    expect(recording.info.rules).toBe('{"b":2}');
  });

  it('leaves everything as it was if it fails on the way', () => {
    const file = built();
    const before = readFileSync(file);
    const twice = () => relink(file, () => ({ links: [made, made] }));
    expect(twice).toThrow(RecordingError);
    const fails = () =>
      relink(file, () => {
        throw new RangeError('no');
      });
    expect(fails).toThrow(RangeError);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(folder.files()).toEqual(['built.db']);
  });

  it('refuses a recording that a recorder still writes', () => {
    const file = folder.path('live.db');
    const writer = createRecording(file, { startedAt: 0 });
    writer.session(1, 0);
    expect(() => relink(file, () => ({ links: [] }))).toThrow(/is in use; end the recorder/u);
    expect(writer.close(1)).toEqual({ gaps: [], clean: true });
    relink(file, () => ({ links: [] }));
  });

  it('leaves an interrupted recording interrupted, in one file', () => {
    const file = folder.path('live.db');
    const writer = createRecording(file, { startedAt: 0, facts: { label: 'killed' } });
    writer.session(1, 0);
    const killed = ['', '-wal'].map((suffix) => [suffix, readFileSync(file + suffix)] as const);
    writer.close(1);
    const copy = folder.path('killed.db');
    for (const [suffix, bytes] of killed) writeFileSync(copy + suffix, bytes);

    relink(copy, () => ({ links: [made] }));
    using recording = openRecording(copy);
    expect(recording.info).toMatchObject({ interrupted: true, label: 'killed' });
    expect(recording.links()).toEqual([made]);
    expect(folder.files()).toEqual(['killed.db', 'live.db']);
  });

  it('refuses what is no recording, and does not touch it', () => {
    const file = folder.path('other.db');
    new Database(file).exec('CREATE TABLE link (x); INSERT INTO link VALUES (1)').close();
    const before = readFileSync(file);
    expect(() => relink(file, () => ({ links: [] }))).toThrow(RecordingError);
    expect(() => relink(folder.path('absent.db'), () => ({ links: [] }))).toThrow('does not exist');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a recording that has triggers, which would act on what is written', () => {
    const file = built();
    const database = new Database(file);
    database.exec('CREATE TRIGGER t AFTER DELETE ON link BEGIN DELETE FROM message; END');
    database.close();
    expect(() => relink(file, () => ({ links: [] }))).toThrow('it has triggers');
    expect(linksIn(file)).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('says that a file can not be written', () => {
    const file = built();
    chmodSync(file, 0o400);
    expect(() => relink(file, () => ({ links: [] }))).toThrow('can not be written');
  });
});
