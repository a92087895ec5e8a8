import { expect, it } from 'vitest';
import { missLines } from '../../src/report/miss-text.js';

const request = { method: 'POST', path: '/a', operation: null };

it('tells values as they stood, where JavaScript would not write them so again', () => {
  const difference = { path: 'body/a', asked: { json: '1.10' }, recorded: 1.2 };
  const near = { ...request, call: 7, differences: [difference] };
  const lines = missLines([{ miss: 1, asked: request, nearest: [near] }], () => '');
  expect(lines.at(-1)).toBe('      body/a: asked 1.10, recorded 1.2');
});
