import { constants, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readyFrames } from './ready-frames.js';

const texts = Array.from(
  { length: 20 },
  (_, n) => `{"n":${n},"text":"${'again and '.repeat(30)}"}`,
);

it('makes frames of each length and mask that other ends read as the texts', async () => {
  const [plain] = await readyFrames(texts, { deflate: false, masked: false });
  expect(plain?.subarray(0, 2)).toEqual(Buffer.from([0x81, 126]));
  expect(plain?.readUInt16BE(2)).toBe(texts[0]?.length);
  expect(plain?.subarray(4).toString()).toBe(texts[0]);
  const [masked] = await readyFrames(['hello'], { deflate: false, masked: true });
  expect(masked).toEqual(Buffer.from('\x81\x85\0\0\0\0hello', 'latin1'));
});

it('deflates all as one stream that may begin again after the last', async () => {
  const frames = await readyFrames(texts, { deflate: true, masked: true });
  const payloads = [...frames, ...frames].map((frame) => {
    expect(frame[0]).toBe(0xc1);
    return Buffer.concat([frame.subarray(6), Buffer.from([0, 0, 0xff, 0xff])]);
  });
  const all = inflateRawSync(Buffer.concat(payloads), { finishFlush: constants.Z_SYNC_FLUSH });
  expect(all.toString()).toBe([...texts, ...texts].join(''));
  // Later ones refer to earlier ones.
  expect(frames.at(-1)?.length).toBeLessThan((frames[0]?.length ?? 0) / 2);
});
