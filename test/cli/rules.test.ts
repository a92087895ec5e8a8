import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, understudy } from '../e2e/command.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const v3 = path.join(root, 'test/correlate/fixtures/workspace-v3.rules.json');

function recorded(): string {
  const file = folder.path('v3.db');
  buildRecording(file, (b) => {
    const session = b.session('agent');
    b.exchange({
      session,
      path: '/workspace/v3/media/twitter/interactions/0001/complete',
      requestBody: '{"operationId":"r1"}',
      responseBody: '{"status":{"code":1}}',
    });
    b.notification({
      session,
      data: '{"messageType":"InteractionStateChanged","operationId":"r1","interaction":{"id":"0001","state":"Completed"}}',
    });
  });
  return file;
}

async function notificationsShown(...args: string[]): Promise<unknown> {
  const { status, stdout } = await understudy('show', '--json', ...args);
  expect(status).toBe(0);
  return JSON.parse(stdout).notifications;
}

describe('understudy correlate', () => {
  it('says how many links there were and are, by rule', async () => {
    const file = recorded();
    const { status, stdout } = await understudy('correlate', file, '--rules', v3);
    expect(status).toBe(0);
    expect(stdout.replace(file, 'v3.db').split('\n')).toEqual([
      'correlated 1 of 1 notification in v3.db',
      '                     before  now',
      '  reference-request       0    1',
      '  of these copies         0    0',
      '  unsolicited             1    0',
      '',
    ]);
  });

  it('says it as JSON', async () => {
    const file = recorded();
    const { stdout } = await understudy('correlate', file, '--rules', v3, '--json');
    expect(JSON.parse(stdout)).toEqual({
      file,
      notifications: 1,
      before: { links: 0, copies: 0, byRule: {} },
      after: { links: 1, copies: 0, byRule: { 'reference-request': 1 } },
    });
  });

  it('ends with 3 if the recording does not exist', async () => {
    expect(await understudy('correlate', folder.path('absent.db'))).toMatchObject({ status: 3 });
  });
});

describe('--rules', () => {
  it('links anew in what show prints, and leaves the file as it is', async () => {
    const file = recorded();
    const before = readFileSync(file);
    expect(await notificationsShown(file)).toMatchObject([{ call: null, rule: null }]);
    expect(await notificationsShown(file, '--rules', v3)).toMatchObject([
      { call: 1, rule: 'reference-request' },
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('takes several files, the later over the earlier', async () => {
    const file = recorded();
    const weaker = folder.path('weaker.json');
    writeFileSync(weaker, '{"correlate":{"rules":["resource"]}}');
    const shown = await notificationsShown(file, '--rules', v3, '--rules', weaker);
    expect(shown).toMatchObject([{ rule: 'resource' }]);
  });

  it.each([
    ['show', () => ['show', recorded()]],
    ['correlate', () => ['correlate', recorded()]],
    ['replay', () => ['replay', recorded(), '--listen', '127.0.0.1:0']],
    [
      'record',
      () => ['record', '--target', 'http://127.0.0.1:1', '--output', folder.path('never.db')],
    ],
  ])('ends %s with 2 and one line if a file is wrong', async (_, args) => {
    const file = folder.path('wrong.json');
    writeFileSync(file, '{"correlate":{"paths":{"silent":"me"}}}');
    expect(await understudy(...args(), '--rules', file)).toEqual({
      status: 2,
      stdout: '',
      stderr: `understudy: rules file ${file}: /correlate/paths/silent must be array\n`,
    });
    expect(folder.files()).not.toContain('never.db');
  });
});
