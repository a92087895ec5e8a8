import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, record, replay } from '../../src/index.js';
import { drawDay } from './draw-day.js';
import { type Pace, playDay } from './play-day.js';
import { type RecordedPace, recordDay } from './record-day.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-again-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const circles = Number(process.env.UNDERSTUDY_CIRCLES ?? 4);
const seeds = Array.from({ length: circles }, (_, seed) => seed);
const listen = { host: '127.0.0.1', port: 0 };

/** Each user goes on as in the recording. */
function paceOf(recorded: readonly RecordedPace[]): Pace {
  const left = [...recorded];
  return async (actor) => {
    const at = left.findIndex((each) => each.actor === actor);
    const [next] = at < 0 ? [] : left.splice(at, 1);
    return next?.sent ?? new Map();
  };
}

describe('a stand-in', () => {
  it.each(seeds)(
    'shows the desktops of the random day %i the same again',
    async (seed) => {
      const [first, second] = ['first', 'second'].map((name) =>
        path.join(folder, `${name}-${seed}.db`),
      );
      if (first === undefined || second === undefined) return;
      const day = drawDay(seed);
      const paces: RecordedPace[] = [];
      await recordDay(day, { output: first, paces });
      const standIn = await replay(first, { listen, together: true });
      const recorder = await record({ target: standIn.url, output: second, listen });
      try {
        await playDay(day, { url: recorder.url, pace: paceOf(paces), idOffset: 0 });
      } finally {
        await recorder.close();
        await standIn.close();
      }
      expect(standIn.report()).toMatchObject({ misses: [], unplayed: [], undelivered: [] });
      expect(diff(first, second).differences).toEqual([]);
    },
    60_000,
  );
});
