import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import { program, root } from './command.js';
import { freePort } from './free-port.js';
import { startUpstream } from './upstream.js';

/** A disk that is always full. */
const full = '/dev/full';

describe.skipIf(!existsSync(full))('standard output on a full disk', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-full-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const start = (...args: string[]): ReturnType<typeof spawn> =>
    spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', openSync(full, 'w'), 'pipe'],
    });

  it('ends show with one line of error', async () => {
    const child = start('show', path.join(root, 'recordings/complete-tweet.db'));
    const [said, [status]] = await Promise.all([
      child.stderr && text(child.stderr),
      once(child, 'close'),
    ]);
    expect(said).toMatch(/^understudy: can't write to standard output: .*\n$/u);
    expect(status).toBe(2);
  });

  it('stops no recorder', async () => {
    const server = await startUpstream((_request, response) => void response.end('{}'));
    const port = await freePort();
    const output = path.join(folder, 'a.db');
    const child = start(
      ...['record', '--target', server.url, '--listen', `127.0.0.1:${port}`, '--output', output],
    );
    const end = once(child, 'close');
    let ended = false;
    void end.then(() => {
      ended = true;
    });
    let status: number | undefined;
    // It can't say when it listens.
    while (status === undefined && !ended) {
      status = await fetch(`http://127.0.0.1:${port}/`).then(
        (response) => response.status,
        () => undefined,
      );
    }
    expect(status).toBe(200);
    child.kill('SIGINT');
    expect(await end).toEqual([0, null]);
    await server.close();
    using recording = openRecording(output);
    expect(recording.info.interrupted).toBe(false);
    expect([...recording.exchanges()]).toHaveLength(1);
  });
});
