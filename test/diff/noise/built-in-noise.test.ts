import { describe, expect, it } from 'vitest';
import { builtInNoise } from '../../../src/diff/noise/built-in-noise.js';
import { finding, inBody, nothing, type Pair } from './findings.js';

function ruleFor(place: string, ...pair: Pair): string | null {
  const [found] = inBody(place, pair);
  return found === undefined ? null : builtInNoise(found);
}

function ruleForHeader(name: string, ...pair: Pair): string | null {
  return builtInNoise(finding('header', 'GET /api/v2/me', name, pair));
}

describe('a date', () => {
  it.each([
    ['2015-03-02 12:26:14.000+0200', '2026-11-28 06:10:43.120+0100'],
    ['2015-03-02T12:26:14Z', '2026-11-28T06:10:43.120+01:00'],
    ['2015-03-02T12:26', '2026-11-28T06:10:43'],
    ['Mon, 02 Mar 2015 12:26:14 GMT', 'Sat, 28 Nov 2026 06:10:43 GMT'],
    ['Mon Mar 02 12:26:14 CET 2015', 'Sat Jul 25 06:10:43 CEST 2026'],
    ['Mon Mar 02 12:26:14 +0000 2015', 'Sat Nov 28 06:10:43 +0000 2026'],
  ])('means nothing against another of its form, wherever it stands: %s', (one, other) => {
    expect(ruleFor('/twitter/receivedDate', one, other)).toBe('date');
    expect(ruleFor('/x', one, other)).toBe('date');
    expect(ruleForHeader('x-made', one, other)).toBe('date');
  });

  it.each([
    ['of another form', '2015-03-02 12:26:14.000+0200', '2015-03-02T12:26:14.000+02:00'],
    ['without its zone', '2015-03-02 12:26:14.000+0200', '2015-03-02 12:26:14.000'],
    ['with another zone style', '2015-03-02T12:26:14+0200', '2015-03-02T12:26:14+02:00'],
    ['without milliseconds', '2015-03-02 12:26:14.000+0200', '2015-03-02 12:26:14+0200'],
    ['where none was', '2015-03-02T12:26:14Z', 'never'],
    ['that is empty', '2015-03-02T12:26:14Z', ''],
    ['that is null', '2015-03-02T12:26:14Z', null],
    ['that is not there', '2015-03-02T12:26:14Z', nothing],
    ['that begins the epoch', '2015-03-02T12:26:14Z', '1970-01-01T00:00:00Z'],
    ['as a number', '2015-03-02T12:26:14Z', 1425291974000],
    ['with more text', '2015-03-02T12:26:14Z', '2015-03-02T12:26:14Z!'],
  ])('is a difference %s', (_, one, other) => {
    expect(ruleFor('/receivedDate', one, other)).toBeNull();
    expect(ruleFor('/receivedDate', other, one)).toBeNull();
  });

  it('that is a day alone is a difference', () => {
    expect(ruleFor('/birthday', '1980-01-02', '1980-01-03')).toBeNull();
  });

  it('that is a number counts as one only where the member says so', () => {
    const [one, other] = [1425291974000, 1795846243120];
    for (const name of ['serverGenerationTimestamp', 'startTime', 'time', 'created_at', 'sentAt']) {
      expect(ruleFor(`/metrics/${name}`, one, other)).toBe('date');
      expect(ruleFor(`/metrics/${name}`, String(one), String(other))).toBe('date');
    }
    for (const name of ['customer', 'format', 'candidate2', 'flat', 'runtimes']) {
      expect(ruleFor(`/${name}`, one, other)).toBeNull();
    }
  });

  it('that is a number is a difference in another unit or type', () => {
    expect(ruleFor('/startTime', 1425291974, 1425291974000)).toBeNull();
    expect(ruleFor('/startTime', 1425291974000, '1425291974000')).toBeNull();
    expect(ruleFor('/startTime', 1425291974000, 0)).toBeNull();
    expect(ruleFor('/startTime', 1425291974000, -1)).toBeNull();
  });
});

describe('a duration', () => {
  it('means nothing where the member says that it is one', () => {
    for (const name of [
      ...['duration', 'callDuration', 'nodeProcessingTimeNanos', 'serverProcessingTimeTotalMs'],
      ...['elapsed', 'elapsedMillis', 'latency_ms', 'waitTimeSeconds'],
    ]) {
      expect(ruleFor(`/a/*/${name}`, 12, 340)).toBe('duration');
      expect(ruleFor(`/a/*/${name}`, '0', '17')).toBe('duration');
      expect(ruleFor(`/a/*/${name}`, 1.5, 1.75)).toBe('duration');
    }
  });

  it('is a difference as another type, as no length, and where somebody set it', () => {
    expect(ruleFor('/duration', '3', 3)).toBeNull();
    expect(ruleFor('/duration', 3, -1)).toBeNull();
    expect(ruleFor('/duration', 3, null)).toBeNull();
    expect(ruleFor('/duration', '3', 'PT3S')).toBeNull();
    expect(ruleFor('/duration', 3, nothing)).toBeNull();
    for (const name of [
      'timeoutMillis',
      'maxDuration',
      'pollingIntervalMillis',
      'items',
      'count',
    ]) {
      expect(ruleFor(`/${name}`, 3, 4)).toBeNull();
    }
  });
});

describe('a header', () => {
  it('that is about framing or the moment means nothing, there or not', () => {
    for (const name of [
      ...['date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'],
      ...['content-encoding', 'age', 'trailer'],
    ]) {
      expect(ruleForHeader(name, 'a', 'b')).toBe(`header ${name}`);
      expect(ruleForHeader(name, 'a', nothing)).toBe(`header ${name}`);
    }
  });

  it('that names a version of what it brings means nothing as long as it is there', () => {
    expect(ruleForHeader('etag', '"1"', '"2"')).toBe('header etag');
    expect(ruleForHeader('etag', '"1"', nothing)).toBeNull();
    const [one, other] = ['Mon, 02 Mar 2015 12:26:14 GMT', 'Sat, 28 Nov 2026 06:10:43 GMT'];
    expect(ruleForHeader('last-modified', one, other)).toBe('date');
    expect(ruleForHeader('expires', one, other)).toBe('date');
    expect(ruleForHeader('expires', one, '0')).toBeNull();
  });

  it('that says how the server is or behaves is a difference', () => {
    for (const name of [
      ...['server', 'via', 'x-powered-by', 'vary', 'cache-control', 'content-type', 'location'],
      ...['set-cookie', 'retry-after', '__proto__', 'constructor'],
    ]) {
      expect(ruleForHeader(name, 'a', 'b')).toBeNull();
    }
  });
});

describe('what is missing, extra or in another order', () => {
  it('is a difference, also of what looks like a date', () => {
    const pair = ['2015-03-02T12:26:14Z', '2015-03-02T12:26:15Z'] as const;
    for (const kind of [
      ...(['call-missing', 'call-extra', 'status', 'notification-missing'] as const),
      ...(['notification-extra', 'notification-order', 'notification-late'] as const),
    ]) {
      expect(builtInNoise(finding(kind, 'x', '/date', pair))).toBeNull();
    }
  });

  it('takes no time on huge texts', () => {
    const huge = '1'.repeat(5_000_000);
    expect(ruleFor('/duration', huge, `${huge}2`)).toBeNull();
    expect(ruleFor('/time', huge, ` ${huge}`)).toBeNull();
  });
});
