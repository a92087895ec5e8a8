import { expect, it } from 'vitest';
import type { LiveRequest } from '../../../src/replay/exchange-at-the-door.js';
import { RequestMemory } from '../../../src/replay/matching/request-memory.js';

const request: LiveRequest = {
  method: 'POST',
  target: '/a',
  headers: [
    ['Host', 'stand-in.test'],
    ['Content-Type', 'application/json'],
  ],
  body: Buffer.from('{}'),
};

/** Whether something is remembered of the second after the first was seen. */
function isKnown(first: Partial<LiveRequest>, second: Partial<LiveRequest>, facts = 0): boolean {
  const memory = new RequestMemory<string>();
  memory.set(memory.looksOf({ ...request, ...first }, 0), 'made');
  return memory.get(memory.looksOf({ ...request, ...second }, facts)) === 'made';
}

it('knows a request again whose cookies differ', () => {
  expect(isKnown({}, { headers: [...request.headers, ['Cookie', 'a=b']] })).toBe(true);
});

it.each<[string, Partial<LiveRequest>]>([
  ['method', { method: 'PUT' }],
  ['target', { target: '/b' }],
  ['body', { body: Buffer.from('[]') }],
  ['empty body', { body: Buffer.alloc(0) }],
  ['no body', { body: null }],
  ['host', { headers: [['Host', 'b.test'], ...request.headers.slice(1)] }],
  ['content type', { headers: request.headers.slice(0, 1) }],
])('does not take one for another with another %s', (_, other) => {
  expect(isKnown({}, other)).toBe(false);
  expect(isKnown(other, {})).toBe(false);
  expect(isKnown(other, other)).toBe(true);
});

it('does not take one for another about which something else is known', () => {
  expect(isKnown({}, {}, 1)).toBe(false);
});

it('takes requests of one checksum for what they are', () => {
  // CRC-32 of both is 0x4ddb0c25.
  const [one, other] = ['plumless', 'buckeroo'].map((text) => ({ body: Buffer.from(text) }));
  expect(isKnown(one ?? {}, other ?? {})).toBe(false);
});

it('remembers nothing of long bodies', () => {
  const long = { body: Buffer.alloc(5_000, ' ') };
  expect(isKnown(long, long)).toBe(false);
});
