import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCovered, isMeta, isValidChannel, matchesChannel } from '../../src/bayeux/channel.js';

describe('matchesChannel', () => {
  it.each([
    ['/foo/*', '/foo/bar', true],
    ['/foo/*', '/foo/boo', true],
    ['/foo/*', '/foo', false],
    ['/foo/*', '/foo/', false],
    ['/foo/*', '/foobar', false],
    ['/foo/*', '/foo/bar/boo', false],
    ['/foo/**', '/foo/bar', true],
    ['/foo/**', '/foo/bar/boo', true],
    ['/foo/**', '/foo', false],
    ['/foo/**', '/foobar/boo', false],
    ['/**', '/v2/me/tweets', true],
    ['/v2/me/*', '/v2/me/tweets', true],
    ['/v2/me', '/v2/me', true],
    ['/v2/me', '/v2/me/tweets', false],
    ['/a.c', '/abc', false],
    ['/*/b', '/a/b', false],
  ])('says of %s and %s: %s', (pattern, channel, matches) => {
    expect(matchesChannel(pattern, channel)).toBe(matches);
  });
});

describe('isCovered', () => {
  const text = fc
    .array(fc.constantFrom('/', '/a', '/b', 'a', '*', '**'), { maxLength: 5 })
    .map((parts) => parts.join(''));

  it('says of few and of many subscriptions what each of them alone says', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), text, (patterns, channel) => {
        const some = patterns.some((each) => matchesChannel(each, channel));
        const idle = Array.from({ length: 10 }, (_, at) => `/idle/${at}`);
        expect(isCovered(channel, new Set(patterns))).toBe(some);
        expect(isCovered(channel, new Set([...patterns, ...idle]))).toBe(some);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('isMeta', () => {
  it('knows the channels of the protocol itself', () => {
    expect(isMeta('/meta/connect')).toBe(true);
    expect(isMeta('/metadata/x')).toBe(false);
    expect(isMeta('/v2/meta/x')).toBe(false);
  });
});

describe('isValidChannel', () => {
  it.each(['/foo', '/foo-bar/(foobar)', '/v2/me/*', '/**', '/*', '/meta/connect'])(
    'accepts %s',
    (name) => {
      expect(isValidChannel(name)).toBe(true);
    },
  );

  it.each(['', '/', 'foo', '/foo/', '//foo', '/a b', '/*/b', '/a/***', '/a\n', '/é'])(
    'refuses %j',
    (name) => {
      expect(isValidChannel(name)).toBe(false);
    },
  );
});
