import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { runOffice } from '../desktops/run-office.js';
import { runProgram, type Serving, serveProgram } from '../run-program.js';
import { startStaging } from '../staging/staging.js';
import { freshProject } from './fresh-project.js';
import { type NodeRelease, nodeRelease } from './node-release.js';
import { pack } from './pack.js';

/** Compiling better-sqlite3 for another Node takes a minute or two, the first time. */
const bringing = 1_000_000;

/** A deprecation ends the process, so that none is overlooked; also one that is only planned. */
const strict = ['--throw-deprecation', '--pending-deprecation'];

const fine = { status: 0, stderr: '' };

describe.skipIf(process.platform === 'win32').each([20, 22, 24])('on Node %i', (major) => {
  let folder: string;
  let node: NodeRelease;
  let program: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), `understudy-node-${major}-`));
    node = await nodeRelease(major);
    const tarball = await pack(folder);
    ({ program } = await freshProject(path.join(folder, 'project'), tarball.file, node));
  }, bringing);
  afterAll(() => rmSync(folder, { recursive: true }));

  const serve = (...args: string[]): Promise<Serving> =>
    serveProgram(node.program, [...strict, program, ...args, '--listen', '127.0.0.1:0']);

  it('is that Node', async () => {
    const { stdout } = await runProgram(node.program, ['--version']);
    expect(stdout).toMatch(new RegExp(`^v${major}\\.`, 'u'));
  });

  it('tells how it is used without a warning', async () => {
    const ended = await runProgram(node.program, [...strict, program, '--help']);
    expect(ended).toMatchObject(fine);
    expect(ended.stdout).toMatch(/^Usage: understudy/u);
  });

  it('records and replays a day at the office without a warning', async () => {
    const file = path.join(folder, 'day.db');
    const staging = await startStaging();
    const flags = ['--quiet', '--target', staging.url, '--rewrite-origin', '--output', file];
    const recorder = await serve('record', ...flags);
    const recorded = await runOffice({ url: recorder.url });
    expect(await recorder.stop()).toMatchObject(fine);
    await staging.close();

    const standIn = await serve('replay', file, '--strict');
    const replayed = await runOffice({ url: standIn.url });
    expect(await standIn.stop()).toMatchObject(fine);
    for (const user of ['a1', 'a2', 's1'] as const) {
      expect(compareTranscripts(recorded[user], replayed[user])).toEqual([]);
    }

    const verified = await runProgram(node.program, [...strict, program, 'verify', file]);
    expect(verified).toMatchObject(fine);
  });

  it('passes a websocket without a warning', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket) => {
      socket.on('message', (data, binary) => socket.send(data, { binary }));
    });
    await once(server, 'listening');
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = path.join(folder, 'socket.db');
    const recorder = await serve('record', '--quiet', '--target', target, '--output', file);

    const socket = new WebSocket(`${recorder.url.replace('http', 'ws')}/notifications`);
    await once(socket, 'open');
    socket.send('[{"channel":"/meta/handshake"}]');
    const [answer] = (await once(socket, 'message')) as [Buffer];
    expect(answer.toString()).toBe('[{"channel":"/meta/handshake"}]');
    socket.close();
    await once(socket, 'close');
    expect(await recorder.stop()).toMatchObject(fine);
    server.close();
    await once(server, 'close');
  });
});
