import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import type { DriveOptions } from '../../src/drive/drive-options.js';
import { Timers } from '../../src/drive/perform/timers.js';
import { UsageError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { replay } from '../../src/replay/replay.js';
import { manualClock } from '../../src/time/manual-clock.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const tweets = path.resolve(import.meta.dirname, '../../recordings/complete-tweet.db');

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each();
});

async function driveStandIn(output: string, options: Partial<DriveOptions>) {
  const standIn = await replay(tweets, { together: true });
  open.push(() => standIn.close());
  return drive(tweets, { target: standIn.url, output, wait: 2_000, ...options });
}

function fail(): never {
  throw new Error('the caller does not like it');
}

const failing: readonly (readonly [string, Partial<DriveOptions>])[] = [
  ['credentials', { credentials: fail }],
  ['onNotice', { credentials: () => null, onNotice: fail }],
  ['onProgress, in the middle', { onProgress: fail, timing: 0.001 }],
];

describe('a callback that throws', () => {
  it.each(failing)(
    'ends the drive and the recorder: %s',
    async (name, options) => {
      const output = folder.path(`${name.replace(/\W/gu, '-')}.db`);
      await expect(driveStandIn(output, options)).rejects.toThrow('the caller does not like it');
      using written = openRecording(output);
      expect(written.info.interrupted).toBe(false);
      expect('window' in globalThis).toBe(false);
    },
    30_000,
  );
});

describe('a wait', () => {
  it.each([
    ['wait', Number.NaN],
    ['wait', -1],
    ['timing', 0],
    ['timing', -1],
    ['timing', Number.NaN],
    ['timing', Number.POSITIVE_INFINITY],
    ['timing', 'fast'],
  ])('is refused if it makes no sense: %s %s', async (name, value) => {
    const options = { target: 'http://127.0.0.1:1', output: folder.path('never.db') };
    const driven = drive(tweets, { ...options, [name]: value });
    await expect(driven).rejects.toThrow(UsageError);
    await expect(driven).rejects.toThrow(new RegExp(`^${name} must be`, 'u'));
  });

  it('may be without end', async () => {
    const summary = await driveStandIn(folder.path('endless.db'), { wait: Infinity });
    expect(summary).toMatchObject({ failedWaits: [], calls: { done: 14, of: 14 } });
  }, 30_000);

  it('may be longer than any timer, and is called off like any other', () => {
    const clock = manualClock();
    const parts: number[] = [];
    const limited = {
      now: clock.now,
      after(ms: number, callback: () => void) {
        parts.push(ms);
        return clock.after(ms, callback);
      },
    };
    const timers = new Timers(limited, fail);
    const log: string[] = [];
    timers.after(5_000_000_000, () => log.push('over'));
    const callOff = timers.after(4_000_000_000, () => log.push('called off'));
    clock.advance(3_000_000_000);
    callOff();
    clock.advance(1_999_999_999);
    expect(log).toEqual([]);
    clock.advance(1);
    expect(log).toEqual(['over']);
    expect(Math.max(...parts)).toBeLessThan(2 ** 31);
    timers.after(Number.POSITIVE_INFINITY, () => log.push('never'));
    clock.advance(5_000_000_000);
    timers.end();
    clock.advance(5_000_000_000);
    expect(log).toEqual(['over']);
  });
});
