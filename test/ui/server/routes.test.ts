import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RecordingError, UsageError } from '../../../src/errors.js';
import { systemClock } from '../../../src/time/clock.js';
import { openInspector } from '../../../src/ui/server/open-inspector.js';
import { NotThere, type Route } from '../../../src/ui/server/route.js';
import { ask, PageClient } from './page-client.js';

interface Opened {
  readonly client: PageClient;
  /** Bodies that came in. */
  readonly kept: string[];
}

async function opened(write: string | null, more: readonly Route[] = []): Promise<Opened> {
  const kept: string[] = [];
  const inspector = await openInspector({
    listen: { host: '127.0.0.1', port: 0 },
    flag: '--listen',
    clock: systemClock(),
    sources: [],
    inspected: { files: [], rules: undefined, noise: [], write },
    routes: [
      {
        method: 'POST',
        path: '/api/keep/:what',
        answer: ({ body, parameters }) => {
          kept.push(body);
          return { json: parameters };
        },
      },
      ...more,
    ],
  });
  onTestFinished(() => inspector.close());
  return { client: await PageClient.enter(inspector.url), kept };
}

describe('what changes something', () => {
  it('is let in with --write, from the page itself, as JSON', async () => {
    const { client, kept } = await opened('rules.json');
    const { status, body } = await client.post('/api/keep/this', { a: 1 });
    expect([status, JSON.parse(body), kept]).toEqual([200, { what: 'this' }, ['{"a":1}']]);
  });

  it('is turned away otherwise, before it is read', async () => {
    const { client, kept } = await opened('rules.json');
    const headers = {
      Cookie: client.cookie,
      Origin: client.origin,
      'Content-Type': 'application/json',
    };
    const status = async (changed: object): Promise<number> => {
      const entries = Object.entries({ ...headers, ...changed }).filter(
        ([, each]) => each !== null,
      );
      const asking = { method: 'POST', headers: Object.fromEntries(entries), body: '{}' };
      return (await ask(client.origin, '/api/keep/this', asking)).status;
    };
    expect(await status({})).toBe(200);
    expect(await status({ Cookie: null })).toBe(401);
    expect(await status({ Origin: null })).toBe(403);
    expect(await status({ Origin: 'http://evil.test' })).toBe(403);
    expect(await status({ Host: 'evil.test' })).toBe(421);
    expect(await status({ 'Content-Type': 'text/plain' })).toBe(415);
    expect(await status({ 'Content-Type': null })).toBe(415);
    expect(await status({ 'Content-Type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(kept).toEqual(['{}']);
  });

  it('is turned away without --write', async () => {
    const { client, kept } = await opened(null);
    const { status, body } = await client.post('/api/keep/this', {});
    expect([status, body]).toEqual([
      403,
      'nothing can be kept: start the inspector with --write\n',
    ]);
    expect(kept).toEqual([]);
  });

  it('has a megabyte of room, and is waited for a while', async () => {
    const { client, kept } = await opened('rules.json');
    expect((await client.post('/api/keep/this', 'x'.repeat(1024 * 1024))).status).toBe(413);
    const socket = connect(Number(new URL(client.origin).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `POST /api/keep/this HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${client.cookie}\r\nOrigin: http://127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
    );
    socket.resume();
    await once(socket, 'close');
    expect(kept).toEqual([]);
  }, 60_000);
});

describe('what goes wrong', () => {
  const failing = (path: string, error: unknown): Route => ({
    method: 'GET',
    path: `/api/${path}`,
    answer: () => {
      throw error;
    },
  });

  it('is told in one line with a status, and nothing else of it', async () => {
    const { client } = await opened(null, [
      failing('gone', new NotThere('it is not there')),
      failing('damaged', new RecordingError('a.db is damaged:\n  use another copy', 'a.db')),
      failing('wrong', new UsageError('not like this')),
      failing('defect', new Error('secret')),
    ]);
    const answers = await Promise.all(
      ['gone', 'damaged', 'wrong', 'defect'].map(async (path) => {
        const { status, body } = await client.get(`/api/${path}`);
        return [status, body];
      }),
    );
    expect(answers).toEqual([
      [404, 'it is not there\n'],
      [500, 'a.db is damaged: use another copy\n'],
      [400, 'not like this\n'],
      [500, 'the inspector failed\n'],
    ]);
  });

  it('is called off when who asked is gone', async () => {
    let called = (_signal: AbortSignal): void => {};
    const begun = new Promise<AbortSignal>((resolve) => {
      called = resolve;
    });
    const { client } = await opened(null, [
      {
        method: 'GET',
        path: '/api/slow',
        answer: ({ signal }) => {
          called(signal);
          return new Promise(() => {});
        },
      },
    ]);
    const socket = connect(Number(new URL(client.origin).port), '127.0.0.1');
    socket.write(`GET /api/slow HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${client.cookie}\r\n\r\n`);
    const signal = await begun;
    socket.destroy();
    if (!signal.aborted) await once(signal, 'abort');
  });
});
