import { describe, expect, it } from 'vitest';
import { createCookieJar } from '../../../src/drive/client/cookie-jar.js';
import { manualClock } from '../../../src/time/manual-clock.js';

describe('a cookie jar', () => {
  it('gives cookies back in the order in which they were first set, with their latest values', () => {
    const jar = createCookieJar(manualClock());
    jar.store('JSESSIONID=1; Path=/; HttpOnly; Secure');
    jar.store('AWSELB=b');
    jar.store('JSESSIONID=2; Path=/');
    expect(jar.header('/api')).toBe('JSESSIONID=2; AWSELB=b');
    expect(jar.header('/api', false)).toBe('AWSELB=b');
  });

  it('forgets cookies that are over', () => {
    const jar = createCookieJar(manualClock(Date.parse('2026-01-01T00:00:00Z')));
    for (const name of ['a', 'b', 'c']) jar.store(`${name}=1`);
    jar.store('a=; Max-Age=0');
    jar.store('b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    jar.store('c=2; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    expect(jar.header('/')).toBe('c=2');
  });

  it('gives cookies of a path only there', () => {
    const jar = createCookieJar(manualClock());
    jar.store('a=1; Path=/api');
    expect(['/api', '/api/v2?x', '/apix', '/'].map((path) => jar.header(path))).toEqual([
      'a=1',
      'a=1',
      null,
      null,
    ]);
  });

  it('takes nothing for a cookie that has no name', () => {
    const jar = createCookieJar(manualClock());
    for (const odd of ['', '=1', ';', '__proto__=x']) jar.store(odd);
    expect(jar.header('/')).toBe('__proto__=x');
  });
});
