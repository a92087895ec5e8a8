import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import { root } from './command.js';

/** A disk that is always full. */
const full = '/dev/full';
const program = path.join(root, 'dist/cli/main.js');

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
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    const output = path.join(folder, 'a.db');
    const child = start(
      ...['record', '--target', target, '--listen', `127.0.0.1:${port}`, '--output', output],
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
    server.closeAllConnections();
    server.close();
    using recording = openRecording(output);
    expect(recording.info.interrupted).toBe(false);
    expect([...recording.exchanges()]).toHaveLength(1);
  });
});
