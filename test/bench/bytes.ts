import { Readable } from 'node:stream';

const chunk = Buffer.alloc(64 * 1_024, 'the agent answers and the customer asks again ');

/** As many bytes, as fast as they are taken. */
export function bytes(size: number): Readable {
  let left = size;
  return new Readable({
    read() {
      const next = chunk.subarray(0, Math.min(left, chunk.length));
      left -= next.length;
      this.push(next.length === 0 ? null : next);
    },
  });
}
