import { expect, it } from 'vitest';
import { BoundedTexts } from '../../../src/replay/observe/bounded-texts.js';
import { LiveBook } from '../../../src/replay/observe/live-book.js';

const request = (target: string, body: string | null) => ({
  method: 'POST',
  target,
  headers: [],
  body: body === null ? null : Buffer.from(body),
});

it('remembers the latest ten thousand calls of a stand-in that is left running', () => {
  const book = new LiveBook({ message: () => null });
  for (let n = 0; n < 25_000; n++) book.call(null, request(`/${n}`, null), null);
  expect(book.calls).toHaveLength(10_000);
  expect(book.calls.at(0)?.path).toBe('/15000');
  expect(book.calls.at(-1)?.path).toBe('/24999');
});

it('remembers fewer if their bodies are long', () => {
  const book = new LiveBook({ message: () => null });
  const body = 'x'.repeat(16 * 1024 * 1024);
  for (let n = 0; n < 6; n++) book.call(null, request(`/${n}`, body), null);
  expect(book.calls.map(({ path }) => path)).toEqual(['/2', '/3', '/4', '/5']);
});

it('forgets the oldest texts beyond a number of characters', () => {
  const texts = new BoundedTexts(10);
  const forgotten: string[] = [];
  for (const [name, length] of Object.entries({ a: 4, b: 4, c: 4, d: 11 })) {
    texts.add(length, () => forgotten.push(name));
  }
  expect(forgotten).toEqual(['a', 'b', 'c', 'd']);
});
