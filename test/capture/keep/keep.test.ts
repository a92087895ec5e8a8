import { describe, expect, it } from 'vitest';
import { keepOf } from '../../../src/capture/keep/keep.js';
import { UsageError } from '../../../src/errors.js';

describe('what is kept', () => {
  it('is everything by default', () => {
    for (const keep of [keepOf({}), keepOf({ only: [], exclude: [] })]) {
      expect(keep.target('/static/a.js')).toBe(true);
      expect(keep.call(null)).toBe(true);
      expect(keep.call('Hold')).toBe(true);
    }
  });

  it('goes by the path of a target, whatever stands around it', () => {
    const keep = keepOf({ exclude: ['/static', '/'] });
    for (const target of [
      '/static',
      '/static/a?b=/c',
      '/static?x',
      'http://gws.test:8080/static',
      'HTTP://gws.test?x',
      '/?x',
    ]) {
      expect(keep.target(target), target).toBe(false);
    }
    for (const target of ['/api?/static', '/api#/static', 'http://static/api', '*']) {
      expect(keep.target(target), target).toBe(true);
    }
  });

  it('is, of the calls, those whose operation is named', () => {
    const keep = keepOf({ only: ['Complete', 'Accept'] });
    expect(['Complete', 'Accept', 'complete', 'CompleteTransfer', null].map(keep.call)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('can not be an operation without a name', () => {
    expect(() => keepOf({ only: [''] })).toThrow(UsageError);
  });
});
