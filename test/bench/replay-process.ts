/** Starts stand-ins by the library, in a process of its own: a `StartQuestion` comes as a message, `StartTimes` go back. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openRecording, replay } from '../../src/index.js';
import { answerMessages } from './answer-messages.js';
import { logInTo } from './log-in-to.js';
import { processUsage } from './process-usage.js';

/** What is started: stand-ins for a recording, or what they are compared with. */
export interface StartQuestion {
  readonly what: 'replay' | 'bare server' | 'openRecording';
  readonly file: string;
  /** So many at once. */
  readonly many: number;
}

export interface StartTimes {
  /** Milliseconds until the last is there. */
  readonly ready: number;
  /** Milliseconds until the last has answered a log-in. */
  readonly answered: number;
  /** Bytes that the process grew by meanwhile. */
  readonly rss: number | null;
}

interface Started {
  /** Null if it serves nobody. */
  readonly url: string | null;
  close(): unknown;
}

const listen = { host: '127.0.0.1', port: 0 };

answerMessages(async ({ what, file, many }: StartQuestion): Promise<StartTimes> => {
  const before = processUsage(process.pid);
  const start = performance.now();
  const all: Started[] = [];
  try {
    for (let n = 0; n < many; n += 1) all.push(await begin(what, file));
    const ready = performance.now() - start;
    await Promise.all(all.map(({ url }) => (url === null ? null : logInTo(url))));
    const answered = performance.now() - start;
    const after = processUsage(process.pid);
    return { ready, answered, rss: before && after && after.rss - before.rss };
  } finally {
    for (const each of all) await each.close();
  }
});

async function begin(what: StartQuestion['what'], file: string): Promise<Started> {
  if (what === 'replay') return replay(file, { listen });
  if (what === 'openRecording') {
    const recording = openRecording(file);
    return { url: null, close: () => recording.close() };
  }
  const server = createServer((_, response) => response.end('{}')).listen(listen);
  await once(server, 'listening');
  return {
    url: `http://${listen.host}:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return once(server.close(), 'close');
    },
  };
}
