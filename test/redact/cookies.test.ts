import { describe, expect, it } from 'vitest';
import { parseCookies, parseSetCookie } from '../../src/redact/cookies.js';

describe('parseCookies', () => {
  it('reads names and values in order, repeats included', () => {
    expect(parseCookies('a=1; b=2;a=3')).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ]);
  });

  it('takes quotes off and keeps further equals signs', () => {
    expect(parseCookies('a="x" ; b=y=z')).toEqual([
      ['a', 'x'],
      ['b', 'y=z'],
    ]);
  });

  it('puts up with empty parts and with values that have no name', () => {
    expect(parseCookies('; ;bare; a=;')).toEqual([
      ['', 'bare'],
      ['a', ''],
    ]);
    expect(parseCookies('')).toEqual([]);
  });
});

describe('parseSetCookie', () => {
  it('reads value and attributes', () => {
    expect(parseSetCookie('JSESSIONID=node01; Path=/; Max-Age=0; HttpOnly')).toEqual({
      name: 'JSESSIONID',
      value: 'node01',
      attributes: [
        ['Path', '/'],
        ['Max-Age', '0'],
        ['HttpOnly', null],
      ],
    });
  });

  it('reads a cookie that is taken away', () => {
    expect(parseSetCookie('a=; Max-Age=0').value).toBe('');
  });

  it('reads anything', () => {
    expect(parseSetCookie('')).toEqual({ name: '', value: '', attributes: [] });
    expect(parseSetCookie('junk').value).toBe('junk');
  });
});
