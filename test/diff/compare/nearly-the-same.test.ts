import { expect, it } from 'vitest';
import { saysNearlyTheSame } from '../../../src/diff/compare/nearly-the-same.js';

const asItIs = (text: string): string => text;
const tweet = (id: string | null, day: number, more: object = {}): string => {
  const when = { received: `day ${day}`, changed: `day ${day}`, uri: `/tweets/${id}` };
  return JSON.stringify({ twitter: { id, state: 'Done', from: 'x', to: 'y', ...when, ...more } });
};

it('is not the same if more than a few values differ', () => {
  expect(saysNearlyTheSame(tweet('a', 1), tweet('a', 1, { state: 'New' }), asItIs)).toBe(true);
  expect(saysNearlyTheSame(tweet('a', 1), tweet(null, 2), asItIs)).toBe(false);
});

it('counts nothing that both sides only call otherwise', () => {
  const shared = (text: string): string => text.replace(/\d/u, '*').replace('/b', '/a');
  const changed = tweet(null, 2, { uri: '/tweets/b' });
  expect(saysNearlyTheSame(tweet('a', 1), changed, shared)).toBe(true);
  expect(saysNearlyTheSame(tweet('a', 1), changed, asItIs)).toBe(false);
});

it('is the same text, where there is no JSON', () => {
  expect(saysNearlyTheSame('{', '{', asItIs)).toBe(true);
  expect(saysNearlyTheSame('{', null, asItIs)).toBe(false);
});
