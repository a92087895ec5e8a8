import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openRecording } from '../../src/recording/open-recording.js';

/** Built by `npm test` before the tests run. */
const program = path.resolve(import.meta.dirname, '../../dist/test/e2e/recorder-process.js');
const desktops = 8;

describe('seen ⇒ recorded, over websockets', () => {
  let folder: string;
  let server: WebSocketServer;
  let target: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-kill-'));
    server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      perMessageDeflate: { threshold: 500 },
    });
    // Events of several sizes, some in fragments, and some that nobody asked for.
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        const [{ id }] = JSON.parse(String(data)) as [{ id: string }];
        const number = Number(id.split('-')[1]);
        const event = (tag: string): string =>
          `{"channel":"/v2/me/x","data":{"id":"${id}${tag}","filling":"${'x'.repeat((number % 3) * 400)}"}}`;
        const reply = `{"channel":"/meta/connect","successful":true,"id":"${id}"}`;
        if (number % 4 === 0) {
          socket.send(`[${event('a')},`, { fin: false });
          socket.ping();
          socket.send(`${event('b')}]`);
        } else {
          socket.send(`[${event('a')}]`);
        }
        socket.send(`[${reply}]`);
      });
    });
    await once(server, 'listening');
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    for (const client of server.clients) client.terminate();
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** Kills a recorder after `count` messages; returns what desktops saw and the file lacks. */
  async function lostByKilling(name: string, count: number, plant: string[]): Promise<string[]> {
    const file = path.join(folder, `${name}.db`);
    const child = spawn(process.execPath, [program, target, file, ...plant], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const url = await listeningUrl(child);
    /** Messages, each as its text. */
    const seen: string[] = [];
    let opened = 0;
    let sent = 0;
    const desktop = async (): Promise<void> => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      const ask = (): void => {
        sent += 1;
        socket.send(`[{"channel":"/meta/connect","clientId":"c","id":"${name}-${sent}"}]`);
      };
      socket.on('open', () => {
        opened += 1;
        ask();
      });
      socket.on('message', (data) => {
        const text = String(data);
        seen.push(...messagesIn(text));
        if (seen.length >= count) child.kill('SIGKILL');
        if (text.includes('/meta/connect')) ask();
      });
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('close', resolve));
    };
    await Promise.all([...Array.from({ length: desktops }, desktop), exited]);

    using recording = openRecording(file);
    expect(recording.info.interrupted).toBe(true);
    // Each 101 that came has its exchange, which is still open.
    const exchanges = [...recording.exchanges()];
    expect(exchanges.length).toBeGreaterThanOrEqual(opened);
    expect(exchanges.every(({ outcome }) => outcome === 'open')).toBe(true);
    const recorded = new Set(Array.from(recording.messages(), ({ text }) => text));
    return seen.filter((text) => !recorded.has(text));
  }

  it('keeps every message that a desktop had in full when the recorder is killed', async () => {
    for (const count of [1, 7, 60, 200, 333, 1_000]) {
      expect(await lostByKilling(`kill${count}`, count, [])).toEqual([]);
    }
  }, 60_000);

  it('notices a recorder that lets messages go before their commit', async () => {
    expect((await lostByKilling('planted', 100, ['release-early'])).length).toBeGreaterThan(0);
  }, 60_000);
});

function messagesIn(text: string): string[] {
  return (JSON.parse(text) as unknown[]).map((message) => JSON.stringify(message));
}

async function listeningUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (\S+)$/u.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the recorder ended before it listened');
}
