import { expect, it } from 'vitest';
import { BodyBudget } from '../../src/capture/body-budget.js';
import { BodyCapture } from '../../src/capture/body-capture.js';
import { createPseudonyms } from '../../src/redact/pseudonym.js';

const { digest } = createPseudonyms(Buffer.alloc(32));

function digestOf(text: string): string {
  const hash = digest();
  hash.update(Buffer.from(text, 'latin1'));
  return hash.hex();
}

it('gathers a body up to its limit, and hashes what is longer', () => {
  const options = { digest, limit: 4, budget: new BodyBudget(100) };
  const short = new BodyCapture(options);
  short.add(Buffer.from('ab'));
  short.add(Buffer.from('cd'));
  expect(short.take('length')).toEqual({ bytes: Buffer.from('abcd'), length: 4 });
  const long = new BodyCapture(options);
  for (const piece of ['ab', 'cd', 'e']) long.add(Buffer.from(piece));
  expect(long.take('length')).toEqual({ bytes: null, length: 5, digest: digestOf('abcde') });
});

it('puts a body together from pieces of any size, in order', () => {
  const pieces = Array.from({ length: 2_000 }, (_, index) =>
    Buffer.alloc(index % 7 === 0 ? 5_000 : index % 300, index),
  );
  const whole = Buffer.concat(pieces);
  const budget = new BodyBudget(whole.length);
  const kept = new BodyCapture({ digest, limit: whole.length, budget });
  for (const piece of pieces) kept.add(piece);
  expect(whole.equals(kept.take('chunked')?.bytes ?? Buffer.alloc(0))).toBe(true);
  const tooLong = new BodyCapture({ digest, limit: whole.length - 1, budget });
  for (const piece of pieces) tooLong.add(piece);
  expect(tooLong.take('chunked')).toMatchObject({ digest: digestOf(whole.toString('latin1')) });
});

it('holds little more than a body, though it comes byte by byte', () => {
  const count = 1_000_000;
  const capture = new BodyCapture({ digest, limit: count, budget: new BodyBudget(count) });
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  for (let index = 0; index < count; index += 1) capture.add(Buffer.of(index));
  const after = process.memoryUsage();
  expect(after.arrayBuffers - arrayBuffers + after.heapUsed - heapUsed).toBeLessThan(50 * count);
  expect(capture.take('chunked')).toMatchObject({ length: count });
});

it('keeps no body for which all bodies together leave no room, until one is given back', () => {
  const options = { digest, limit: 10, budget: new BodyBudget(10) };
  const captures = Array.from({ length: 4 }, () => new BodyCapture(options));
  const [first, second, third, fourth] = captures as [
    BodyCapture,
    BodyCapture,
    BodyCapture,
    BodyCapture,
  ];
  first.add(Buffer.from('123456'));
  second.add(Buffer.from('12'));
  second.add(Buffer.from('3456'));
  expect(second.take('length')).toEqual({ bytes: null, length: 6, digest: digestOf('123456') });
  expect(first.take('length')).toMatchObject({ bytes: Buffer.from('123456') });
  third.add(Buffer.from('1234567890'));
  third.drop();
  third.drop();
  fourth.add(Buffer.from('1234567890'));
  expect(fourth.take('length')).toMatchObject({ length: 10, bytes: expect.anything() });
});

it('keeps a small body though large ones that do not end hold all there is', () => {
  const options = { digest, limit: 10, budget: new BodyBudget(20) };
  const [large, larger, small] = [0, 1, 2].map(() => new BodyCapture(options)) as [
    BodyCapture,
    BodyCapture,
    BodyCapture,
  ];
  large.add(Buffer.from('12345678'));
  larger.add(Buffer.from('123456789'));
  small.add(Buffer.from('abcd'));
  larger.add(Buffer.from('0'));
  expect(small.take('length')).toEqual({ bytes: Buffer.from('abcd'), length: 4 });
  expect(large.take('length')).toMatchObject({ bytes: Buffer.from('12345678') });
  expect(larger.take('length')).toEqual({
    bytes: null,
    length: 10,
    digest: digestOf('1234567890'),
  });
  const whole = [0, 1].map(() => new BodyCapture(options));
  for (const each of whole) each.add(Buffer.from('1234567890'));
  for (const each of whole) expect(each.take('length')).toMatchObject({ bytes: expect.anything() });
});

it('tells an absent body from an empty one', () => {
  const options = { digest, limit: 4, budget: new BodyBudget(100) };
  expect(new BodyCapture(options).take('none')).toBeNull();
  expect(new BodyCapture(options).take('length')).toEqual({ bytes: Buffer.alloc(0), length: 0 });
});
