import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RecordingError, UsageError } from '../../src/errors.js';
import { asOne } from '../../src/merge/as-one.js';
import { recordingsNamed } from '../../src/merge/recordings-named.js';
import { placeOfRecording } from '../../src/recording/joined-files.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { showRecording } from '../../src/show.js';
import { root } from '../e2e/command.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const shipped = (name: string): string => path.join(root, 'recordings', `${name}.db`);

/** A folder with these recordings, each of which begins at another time. */
function folderOf(...names: readonly string[]): string {
  const day = folder.path('day');
  mkdirSync(day);
  names.forEach((name, index) => {
    buildRecording(path.join(day, name), (b) => {
      b.pass(index * 1_000);
      b.exchange({ path: `/${name}`, session: b.session(`a${index}`), method: 'GET' });
    });
  });
  return day;
}

const exchanges = (file: string): number => {
  using recording = openRecording(file);
  return [...recording.exchanges()].length;
};

describe('recordingsNamed', () => {
  it('takes a name that is a file for that file, comma included', () => {
    for (const name of ['a.db', 'b.db', 'a.db,b.db']) writeFileSync(folder.path(name), '');
    expect(recordingsNamed(folder.path('a.db,b.db'))).toEqual([folder.path('a.db,b.db')]);
    const two = `${folder.path('b.db')},${folder.path('a.db')}`;
    expect(recordingsNamed(two)).toEqual([folder.path('b.db'), folder.path('a.db')]);
    expect(recordingsNamed('no such file')).toEqual(['no such file']);
    expect(recordingsNamed('a.db,')).toEqual(['a.db,']);
  });

  it('takes a folder for the recordings in it, by their numbers', () => {
    const day = folderOf('day.10.db', 'day.db', 'day.2.db');
    writeFileSync(path.join(day, 'notes.txt'), 'no recording');
    mkdirSync(path.join(day, 'more.db'));
    expect(recordingsNamed(day).map((file) => path.basename(file))).toEqual([
      'day.2.db',
      'day.10.db',
      'day.db',
    ]);
  });

  it('leaves out of a folder what a recorder had only begun when it was killed', () => {
    const day = folderOf('day.db');
    // SQLite's own beginning of a file and of a log, in which nothing stands.
    const begun = path.join(day, 'day.2.db');
    const database = new Database(begun);
    database.pragma('journal_mode = WAL');
    writeFileSync(`${begun}-wal`, Buffer.alloc(32));
    expect(recordingsNamed(day)).toEqual([path.join(day, 'day.db')]);
    database.close();
  });

  it('refuses a folder without recordings', () => {
    mkdirSync(folder.path('empty'));
    expect(() => recordingsNamed(folder.path('empty'))).toThrow('there is no recording in');
  });
});

describe('asOne', () => {
  it('lets several files be read under the name that they were given, and leaves nothing', async () => {
    const day = folderOf('a.db', 'b.db', 'c.db');
    const one = await asOne(day);
    const place = placeOfRecording(day);
    expect(place).not.toBe(day);
    expect(one.files).toHaveLength(3);
    expect(exchanges(day)).toBe(3);
    let text = '';
    showRecording(one.file, { json: false, color: false }, (chunk) => {
      text += chunk;
    });
    expect(text).toContain(day);
    one.close();
    one.close();
    expect(existsSync(path.dirname(place))).toBe(false);
    expect(() => openRecording(day)).toThrow('is a directory');
  });

  it('leaves nothing as soon as it is open, if it is opened once only', async () => {
    const day = folderOf('a.db', 'b.db');
    using one = await asOne(day, { once: true });
    const place = placeOfRecording(day);
    expect(existsSync(place)).toBe(true);
    using recording = openRecording(one.file);
    expect(existsSync(path.dirname(place))).toBe(false);
    expect([...recording.exchanges()]).toHaveLength(2);
  });

  it('opens what is named twice as often as it is named', async () => {
    const day = folderOf('a.db', 'b.db');
    using one = await asOne(day, { once: true });
    using other = await asOne(day, { once: true });
    expect([exchanges(one.file), exchanges(other.file)]).toEqual([2, 2]);
  });

  it('writes nothing for one file, nor for a folder with one', async () => {
    const day = folderOf('a.db');
    using file = await asOne(path.join(day, 'a.db'));
    using one = await asOne(day);
    expect(placeOfRecording(file.file)).toBe(file.file);
    expect(placeOfRecording(one.file)).toBe(path.join(day, 'a.db'));
    expect(exchanges(one.file)).toBe(1);
  });

  it('bears other labels, and names all', async () => {
    const names = ['a', 'b'].map((name) => folder.path(`${name}.db`));
    names.forEach((file, index) => {
      buildRecording(file, (b) => void b.exchange({ path: `/${index}`, method: 'GET' }), {
        facts: { label: `v${index}`, target: `http://gws${index}.test` },
      });
    });
    using one = await asOne(names.join(','));
    using recording = openRecording(one.file);
    expect(recording.info).toMatchObject({ label: 'v0 + v1', target: 'http://gws0.test' });
  });

  it('ends with one line where a file is absent or there twice, and leaves nothing', async () => {
    copyFileSync(shipped('complete-tweet'), folder.path('a.db'));
    const absent = asOne(`${folder.path('a.db')},${folder.path('b.db')}`);
    await expect(absent).rejects.toThrow(RecordingError);
    const twice = asOne(`${folder.path('a.db')},${folder.path('a.db')}`);
    await expect(twice).rejects.toThrow(UsageError);
    const stopped = asOne(`${folder.path('a.db')},${shipped('everything')}`, {
      signal: AbortSignal.abort(),
    });
    await expect(stopped).rejects.toThrow(`${shipped('everything')} was not made`);
    expect(placeOfRecording('a.db,b.db')).toBe('a.db,b.db');
  });
});
