import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import { startUpstream, type Upstream } from './upstream.js';

/** Built by `npm test` before the tests run. */
const program = path.resolve(import.meta.dirname, '../../dist/test/e2e/recorder-process.js');
const desktops = 8;

describe('seen ⇒ recorded', () => {
  let folder: string;
  let server: Upstream;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-kill-'));
    server = await startUpstream((request, response) => {
      const id = String(request.headers['x-id']);
      const shape = Number(id.split('-')[1]) % 3;
      if (shape === 0) return response.writeHead(204, { 'X-Answer': id }).end();
      const body = JSON.stringify({ statusCode: 0, id, filling: 'x'.repeat(2_000) });
      response.setHeader('X-Answer', id);
      if (shape === 1) return response.setHeader('Content-Length', body.length).end(body);
      response.write(body.slice(0, 900));
      return response.end(body.slice(900));
    });
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** Kills a recorder after `count` answers; returns what desktops saw and the file lacks. */
  async function lostByKilling(name: string, count: number, plant: string[]): Promise<string[]> {
    const file = path.join(folder, `${name}.db`);
    const child = spawn(process.execPath, [program, server.url, file, ...plant], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await listeningUrl(child);
    const seen = new Set<string>();
    let sent = 0;
    const exited = once(child, 'exit');
    const desktop = async (): Promise<void> => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        sent += 1;
        const answer = await ask(url, agent, `${name}-${sent}`);
        if (answer === null) break;
        seen.add(answer);
        if (seen.size >= count) child.kill('SIGKILL');
      }
      agent.destroy();
    };
    await Promise.all([...Array.from({ length: desktops }, desktop), exited]);
    using recording = openRecording(file);
    expect(recording.info.interrupted).toBe(true);
    const recorded = new Set<string>();
    for (const exchange of recording.exchanges()) {
      for (const [header, value] of exchange.responseHeaders ?? []) {
        if (header === 'X-Answer') recorded.add(value);
      }
    }
    return [...seen].filter((id) => !recorded.has(id));
  }

  it('keeps every answer that a desktop had in full when the recorder is killed', async () => {
    for (const count of [1, 7, 60, 200, 333]) {
      expect(await lostByKilling(`kill${count}`, count, [])).toEqual([]);
    }
  }, 60_000);

  it('notices a recorder that lets answers go before their commit', async () => {
    expect((await lostByKilling('planted', 100, ['release-early'])).length).toBeGreaterThan(0);
  }, 60_000);
});

async function listeningUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (\S+)$/u.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the recorder ended before it listened');
}

/** Resolves to the answer's id once it is there in full, or to null if the recorder is gone. */
function ask(url: string, agent: http.Agent, id: string): Promise<string | null> {
  return new Promise((resolve) => {
    const request = http.request(url, { method: 'POST', agent, headers: { 'X-Id': id } });
    request.once('error', () => resolve(null));
    request.once('response', (response) => {
      response.on('error', () => resolve(null));
      response.resume().once('end', () => {
        resolve(response.complete ? String(response.headers['x-answer']) : null);
      });
    });
    request.end(`{"operationName":"Complete","id":"${id}"}`);
  });
}
