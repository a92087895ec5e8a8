import { describe, expect, it } from 'vitest';
import { pathPattern } from '../../../src/capture/keep/path-pattern.js';
import { UsageError } from '../../../src/errors.js';

describe('a pattern of paths', () => {
  it.each([
    ['/static', '/static'],
    ['/static', '/static/'],
    ['/static', '/static/app/main.js'],
    ['/static/', '/static/app/main.js'],
    ['/', '/'],
    ['/api/*/diagnostics', '/api/v2/diagnostics/version'],
    ['/api/v*/me', '/api/v2/me'],
    ['/api/*', '/api/v2/me'],
    ['**/*.js', '/a/b/c.js'],
    ['**.js', '/a/b/c.js'],
    ['/a/**/z', '/a/b/c/z'],
    ['/a/**/z', '/a/b/z/c/z'],
    ['/a**', '/a/b'],
    ['***', '/anything/at/all'],
    ['*', '*'],
    ['/a%20b', '/a%20b'],
    ['/a.b', '/a.b'],
  ])('%s fits %s', (pattern, path) => {
    expect(pathPattern(pattern)(path)).toBe(true);
  });

  it.each([
    ['/static', '/statics'],
    ['/static', '/stati'],
    ['/static', '/app/static'],
    ['/static', '/STATIC'],
    ['/', '/a'],
    ['/api/*/diagnostics', '/api/v2/more/diagnostics'],
    ['**/*.js', '/a/b/c.json'],
    ['/a/**/z', '/a/z'],
    ['/a%2520b', '/a%20b'],
    ['/a.b', '/axb'],
  ])('%s does not fit %s', (pattern, path) => {
    expect(pathPattern(pattern)(path)).toBe(false);
  });

  it.each(['', 'static', '?a', '/a?b', '/a#b', '/a b'])(
    'is refused if no path can be meant: %j',
    (text) => {
      expect(() => pathPattern(text)).toThrow(UsageError);
    },
  );

  it('takes few steps on a path that was made to take many', () => {
    const fits = pathPattern(`${'/**/a'.repeat(12)}/z`);
    // Backtracking over it would take longer than the universe has.
    expect(fits('/a'.repeat(20_000))).toBe(false);
  });
});
