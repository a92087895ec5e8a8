import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecording, replay, verifyRecording } from '../../src/index.js';
import { runOffice } from '../desktops/run-office.js';
import { httpAnswers, notifications } from '../desktops/transcript.js';
import { root } from './command.js';

const file = path.join(root, 'recordings', 'complete-tweet.db');

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
    await using standIn = await replay(file, { listen: { host: '127.0.0.1', port: 0 } });
    const { a1, s1 } = await runOffice({ url: standIn.url });
    expect(httpAnswers(a1).map(({ status }) => status)).toContain(404);
    expect(notifications(s1)).toHaveLength(12);
    expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
  });

  it('plays to several copies of one recorded desktop at once, each with cookies of its own', async () => {
    await using standIn = await replay(file, { listen: { host: '127.0.0.1', port: 0 } });
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
