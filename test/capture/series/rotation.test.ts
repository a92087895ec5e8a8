import { expect, it } from 'vitest';
import type { Rotated, RotateOptions } from '../../../src/capture/series/rotate-options.js';
import { Rotation } from '../../../src/capture/series/rotation.js';
import { manualClock } from '../../../src/time/manual-clock.js';

const HOUR = 3_600_000;

/** A rotation whose files can be made, or not. */
function startRotation(options: RotateOptions) {
  const clock = manualClock(1_000);
  const state = { trouble: null as string | null };
  const rotated: Rotated[] = [];
  const notices: string[] = [];
  const rotation = new Rotation({
    ...options,
    clock,
    file: 'a.db',
    async goOn() {
      if (state.trouble !== null) throw new Error(state.trouble);
      return `a.${rotation.files.length + 1}.db`;
    },
    onRotate: (each) => rotated.push(each),
    onNotice: (each) => notices.push(each),
  });
  /** Moves the clock, and lets what is due come to its end. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { rotation, state, rotated, notices, pass };
}

it('begins a new file each time that so much time has passed since the start', async () => {
  const { rotated, pass } = startRotation({ rotate: 36 * HOUR });
  await pass(36 * HOUR - 1);
  expect(rotated).toEqual([]);
  await pass(1);
  expect(rotated).toEqual([
    { at: 1_000 + 36 * HOUR, file: 'a.2.db', previous: 'a.db', part: 2, reason: 'time' },
  ]);
  await pass(35 * HOUR);
  await pass(1 * HOUR);
  expect(rotated.map(({ at }) => at)).toEqual([1_000 + 36 * HOUR, 1_000 + 72 * HOUR]);
});

it('begins one once the file is large enough, and by itself in no other case', async () => {
  const { rotation, rotated, pass } = startRotation({ maxSize: 2_000_000 });
  rotation.sized(1_999_999);
  await pass(100 * HOUR);
  expect(rotated).toEqual([]);
  rotation.sized(2_000_000);
  rotation.sized(2_000_001);
  await pass(0);
  expect(rotated).toMatchObject([{ part: 2, reason: 'size' }]);
});

it('tries again after a minute where none could be made, and says so once', async () => {
  const { rotation, state, rotated, notices, pass } = startRotation({ maxSize: 2_000_000 });
  state.trouble = 'disk full';
  rotation.sized(2_000_000);
  await pass(0);
  rotation.sized(2_000_001);
  await pass(60_000);
  await pass(60_000);
  expect(notices).toEqual(['no new file was begun (disk full); the recording goes on in a.db']);
  state.trouble = 'no permission';
  await pass(60_000);
  expect(notices).toHaveLength(2);
  state.trouble = null;
  await pass(60_000);
  expect(rotated).toMatchObject([{ file: 'a.2.db', reason: 'size' }]);
});

it('tells who asked for one that none could be made, and nobody else', async () => {
  const { rotation, state, notices, pass } = startRotation({});
  state.trouble = 'disk full';
  await expect(rotation.now()).rejects.toThrow('disk full');
  await pass(HOUR);
  expect(notices).toEqual([]);
  state.trouble = null;
  await expect(Promise.all([rotation.now(), rotation.now()])).resolves.toEqual([
    'a.2.db',
    'a.2.db',
  ]);
});

it('begins none once it has ended', async () => {
  const { rotation, rotated, pass } = startRotation({ rotate: HOUR, maxSize: 2_000_000 });
  rotation.end();
  rotation.sized(3_000_000);
  await pass(5 * HOUR);
  await expect(rotation.now()).rejects.toThrow('has ended');
  expect(rotated).toEqual([]);
});
