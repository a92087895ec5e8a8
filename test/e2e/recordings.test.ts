import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecording, replay, verifyRecording } from '../../src/index.js';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { mediaAgent } from '../desktops/media-agent.js';
import { runDesktop } from '../desktops/run-desktop.js';
import { runOffice } from '../desktops/run-office.js';
import { httpAnswers, notifications } from '../desktops/transcript.js';
import { root } from './command.js';
import { shippedRecordings } from './shipped-recordings.js';

const listen = { host: '127.0.0.1', port: 0 };
const shipped = (name: string): string => path.join(root, 'recordings', `${name}.db`);
const file = shipped('complete-tweet');

describe('recordings/complete-tweet.db', () => {
  it('is whole, and each Complete that succeeded is linked with its notification and the copy', () => {
    expect(verifyRecording(file)).toMatchObject({ whole: true });
    using recording = openRecording(file);
    const links = recording.links();
    const completed = [...recording.exchanges()].filter(
      ({ operation, status }) => operation === 'Complete' && status === 200,
    );
    expect(completed).toHaveLength(4);
    for (const { id } of completed) {
      const own = links.filter(({ call }) => call === id);
      expect(own.map(({ copy }) => copy).toSorted()).toEqual([false, true]);
    }
  });

  it('replays to desktops with nothing missed, left over or undelivered', async () => {
    await using standIn = await replay(file, { listen });
    const { a1, s1 } = await runOffice({ url: standIn.url });
    expect(httpAnswers(a1).map(({ status }) => status)).toContain(404);
    expect(notifications(s1)).toHaveLength(12);
    expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
  });

  it('plays to several copies of one recorded desktop at once, each with cookies of its own', async () => {
    await using standIn = await replay(file, { listen });
    const offices = await Promise.all([1, 2, 3].map(() => runOffice({ url: standIn.url })));
    const cookies = offices.flatMap(({ a1 }) =>
      httpAnswers(a1).flatMap(({ headers }) =>
        headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
      ),
    );
    expect(cookies.length).toBeGreaterThanOrEqual(3);
    expect(new Set(cookies).size).toBe(cookies.length);
    for (const { a1 } of offices) expect(notifications(a1)).toHaveLength(6);
    expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
  });
});

describe('recordings/', () => {
  it.each(shippedRecordings.map((each) => [each.name, each] as const))(
    'is whole and plays to its desktops again, with nothing missed, left over or undelivered: %s',
    async (name, { work }) => {
      expect(verifyRecording(shipped(name))).toMatchObject({ whole: true, openExchanges: 0 });
      await using standIn = await replay(shipped(name), { listen });
      await work({ url: standIn.url });
      expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    },
    60_000,
  );

  it.each(['everything', 'everything-websocket'])(
    'shows desktops the same on every transport, whatever it was recorded on: %s',
    async (name) => {
      const seen = [];
      for (const transport of ['long-polling', 'websocket', 'callback-polling'] as const) {
        await using standIn = await replay(shipped(name), { listen });
        const who = { url: standIn.url, user: 'm1', client: 'cometd9', transport } as const;
        seen.push(await runDesktop(mediaAgent(), who));
        expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
      }
      const [first, ...others] = seen;
      for (const other of others) {
        expect(first && compareTranscripts(first, other)).toEqual([]);
      }
    },
    60_000,
  );
});
