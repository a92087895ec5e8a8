import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { root, understudy } from './command.js';

const folder = temporaryFolder();
const shipped = (name: string): string => path.join(root, 'recordings', `${name}.db`);

beforeEach(() => {
  mkdirSync(folder.path('day'));
  copyFileSync(shipped('complete-tweet'), folder.path('day/north.db'));
  copyFileSync(shipped('everything'), folder.path('day/south.db'));
});

describe('understudy merge and extract', () => {
  it('make one recording of several, and a smaller one of it', async () => {
    const both = folder.path('both.db');
    const merged = await understudy('merge', folder.path('day'), '--output', both, '--json');
    expect(merged).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(merged.stdout)).toMatchObject({ output: both, sessions: 4, notices: [] });
    const part = folder.path('part.db');
    const of = ['--session', 'a1', '--operation', 'Comp*', '--from', '2026-11-23T05:00:00Z'];
    const extracted = await understudy('extract', both, '--output', part, ...of);
    expect(extracted).toMatchObject({ status: 0, stderr: '' });
    expect(extracted.stdout).toContain('1 of 4 sessions');
    const again = await understudy('merge', both, part, '--output', folder.path('x.db'));
    expect(again).toMatchObject({ status: 2, stdout: '' });
    expect(again.stderr).toContain('they hold the same recording; leave one out\n');
    const wrong = await understudy('extract', both, '--output', part, '--from', 'monday');
    expect(wrong.status).toBe(2);
    expect(folder.files()).toEqual(['both.db', 'day', 'part.db']);
  }, 60_000);

  it('are not needed to look at several files, of which nothing is left elsewhere', async () => {
    mkdirSync(folder.path('temporary'));
    vi.stubEnv('TMPDIR', folder.path('temporary'));
    const day = folder.path('day');
    const shown = await understudy('show', day, '--json');
    expect(JSON.parse(shown.stdout).sessions).toHaveLength(4);
    const both = `${folder.path('day/north.db')},${folder.path('day/south.db')}`;
    expect(await understudy('verify', both)).toMatchObject({ status: 0 });
    expect(await understudy('diff', day, both, '--quiet')).toMatchObject({ status: 0 });
    const exported = await understudy('export', both, '--format', 'jsonl');
    expect(exported.stdout.match(/"event":"session"/gu)).toHaveLength(4);
    const absent = await understudy('show', `${both},${folder.path('none.db')}`);
    expect(absent).toMatchObject({ status: 3, stdout: '' });
    expect(absent.stderr).toContain('none.db does not exist');
    expect(readdirSync(folder.path('temporary'))).toEqual([]);
    vi.unstubAllEnvs();
  }, 60_000);
});
