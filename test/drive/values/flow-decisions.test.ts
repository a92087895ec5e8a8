import { describe, expect, it } from 'vitest';
import { deciderOf } from '../../../src/drive/values/flow-decisions.js';

const from = [{ of: 'answer to GET /x-y/(a+b)', part: 'body/c' }];
const to = { of: 'POST /x-y/*', part: 'path/2' };

describe('a decision', () => {
  it.each([
    ['answer to GET /x-y/(a+b) body/c', true],
    ['answer to GET /*/* body/*', true],
    ['answer to ** body/c', true],
    ['**', true],
    ['* body/c', false],
    ['answer to GET /x.y/(a+b) body/c', false],
    ['body/c', false],
  ])('fits a place that is written %s: %s', (pattern, fits) => {
    const decide = deciderOf([{ from: pattern, follow: true }]);
    expect(decide('v', from, to) !== null).toBe(fits);
    expect(deciderOf([{ to: 'POST /x-y/* path/2', follow: true }])('v', from, to)).not.toBeNull();
  });
});
