import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askFor, startObedientServer } from '../capture/obedient-server.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { understudy } from './command.js';
import { startRecorderTalk } from './recorder-talk.js';

const folder = temporaryFolder();
const call = { method: 'POST', headers: { Cookie: 'JSESSIONID=a' } };

describe('record --json', () => {
  it('tells all that happens in events, first of all where it listens', async () => {
    const server = await startObedientServer();
    const [file, away] = [folder.path('a.db'), folder.path('away.db')];
    const talk = startRecorderTalk(['--target', server.url, '--output', file, '--json']);
    const { url } = (await talk.event('listening')) as { url: string };
    await askFor(`${url}/api/v2/me/chats/1`, { ...call, body: '{"operationName":"Hold"}' });
    renameSync(file, away);
    await askFor(`${url}/api/v2/me/chats/2`, call);
    expect(await talk.event('trouble')).toEqual({
      event: 'trouble',
      at: expect.stringMatching(/Z$/u),
      message: `the recording is no longer at ${file}`,
    });
    expect(await talk.event('gap', { to: null })).toMatchObject({
      from: expect.stringMatching(/Z$/u),
      reason: `the recording is no longer at ${file}`,
    });
    renameSync(away, file);
    await askFor(`${url}/api/v2/me/chats/3`, call);
    await talk.line(/"event":"gap".*"to":"/u);
    expect(await talk.stop()).toBe(3);
    const events = talk.stdout.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual([
      'listening',
      'gap',
      'trouble',
      'gap',
      'summary',
    ]);
    expect(events.at(-1)).toMatchObject({
      file,
      calls: 3,
      gaps: [{ reason: `the recording is no longer at ${file}` }],
      operations: [
        { operation: 'Hold', calls: 1, answered: 0, unanswered: { 'resource-not-seen': 1 } },
        { operation: null, calls: 2 },
      ],
      unsolicited: [],
    });
    expect(talk.stderr).toEqual([]);
  });

  it('tells that the server has another version now', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const talk = startRecorderTalk(['--target', server.url, '--output', file, '--json']);
    const { url } = (await talk.event('listening')) as { url: string };
    for (const version of ['8.5.1', '8.5.2']) {
      const answer = { body: JSON.stringify({ version }) };
      await askFor(`${url}/api/v2/diagnostics/version`, { answer });
    }
    expect(await talk.event('notice')).toMatchObject({ message: expect.stringContaining('8.5.2') });
    expect(await talk.stop()).toBe(0);
    expect((await understudy('show', file)).stdout).toMatch(/^Label {6}8\.5\.1$/mu);
  });
});

describe('record', () => {
  it('says on standard error when it can not record, and when it can again', async () => {
    const server = await startObedientServer();
    const [file, away] = [folder.path('a.db'), folder.path('away.db')];
    const talk = startRecorderTalk(['--target', server.url, '--output', file]);
    const url = (await talk.line(/^listening on /u)).slice('listening on '.length);
    renameSync(file, away);
    await askFor(url);
    await talk.line(/^understudy: not recorded: the recording is no longer at /u);
    renameSync(away, file);
    await askFor(url);
    await talk.line(/^understudy: recording again, after a gap of /u);
    expect(await talk.stop()).toBe(3);
    expect(talk.stdout.at(0)).toBe(`listening on ${url}`);
    expect(talk.stderr.at(0)).toBe(
      `understudy: recording what goes through ${url} to ${server.url}, into ${file}`,
    );
    expect(talk.stderr).toHaveLength(3);
  });

  it('goes on when nobody hears what it says any more', async () => {
    const server = await startObedientServer();
    const [file, away] = [folder.path('a.db'), folder.path('away.db')];
    const talk = startRecorderTalk(['--target', server.url, '--output', file]);
    const url = (await talk.line(/^listening on /u)).slice('listening on '.length);
    talk.child.stdout?.destroy();
    talk.child.stderr?.destroy();
    for (const [from, to] of [
      [file, away],
      [away, file],
    ] as const) {
      renameSync(from, to);
      expect(await askFor(url)).toMatchObject({ status: 200 });
      expect(await askFor(url)).toMatchObject({ status: 200 });
    }
    expect(await talk.stop()).toBe(3);
  });

  it('records what it is told to, and says what it left out', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const talk = startRecorderTalk([
      ...['--target', server.url, '--output', file],
      ...['--only', 'Complete', 'Accept', '--only', 'Reject'],
      ...['--exclude', '/static', '--exclude', '**/*.png', '/fonts'],
    ]);
    const url = (await talk.line(/^listening on /u)).slice('listening on '.length);
    for (const operation of ['Complete', 'Accept', 'Reject', 'Hold']) {
      const body = JSON.stringify({ operationName: operation });
      await askFor(`${url}/api/v2/me/chats/1`, { ...call, body });
    }
    for (const path of ['/static/a.js', '/a/b.png', '/fonts', '/kept']) await askFor(url + path);
    expect(await talk.stop()).toBe(0);
    expect(talk.stdout.slice(1)).toEqual([
      expect.stringMatching(/^recorded 1 session, 3 calls and 0 notifications/u),
      '  3 calls that no notification answered:',
      ...['Complete', 'Accept', 'Reject'].map((operation) =>
        expect.stringContaining(`1  ${operation}: it has no reference`),
      ),
      '  3 exchanges left out by --exclude',
      '  1 call left out by --only',
    ]);
    const shown = await understudy('show', file);
    expect(shown.stdout).toContain('\nOnly       calls of Complete, Accept, Reject\n');
    expect(shown.stdout).toContain('\nExcluded   /static, **/*.png, /fonts\n');
    const json = JSON.parse((await understudy('show', file, '--json')).stdout) as unknown;
    expect(json).toMatchObject({
      recording: {
        only: ['Complete', 'Accept', 'Reject'],
        exclude: ['/static', '**/*.png', '/fonts'],
      },
    });
    expect(await understudy('verify', file)).toMatchObject({ status: 0 });
  });

  it('ends with 2 and one line if a pattern can fit no path', async () => {
    const ended = await understudy(
      ...['record', '--target', 'http://127.0.0.1:1', '--output', folder.path('a.db')],
      ...['--exclude', 'static'],
    );
    expect(ended).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^understudy: 'static' is no pattern of a path; [^\n]*\n$/u),
    });
    expect(folder.files()).toEqual([]);
  });
});
