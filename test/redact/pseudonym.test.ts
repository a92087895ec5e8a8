import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '../../src/redact/pseudonym.js';

const key = Buffer.alloc(32, 7);

describe('createPseudonyms', () => {
  it('gives equal secrets equal pseudonyms, and different ones different', () => {
    const pseudonyms = createPseudonyms(key);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        expect(pseudonyms.of(one) === pseudonyms.of(other)).toBe(one === other);
      }),
    );
  });

  it('gives the same pseudonyms again with the same key, and others with another', () => {
    expect(createPseudonyms(key).of('secret')).toBe(createPseudonyms(key).of('secret'));
    expect(createPseudonyms(Buffer.alloc(32, 8)).of('secret')).not.toBe(
      createPseudonyms(key).of('secret'),
    );
  });

  it('uses only characters that mean nothing in JSON, URLs and cookies', () => {
    expect(createPseudonyms(key).of('s:e"c&r;et')).toMatch(/^~[\w-]{22}$/u);
  });

  it('leaves the empty string, which is no secret', () => {
    expect(createPseudonyms(key).of('')).toBe('');
  });

  it('gives a number for a number', () => {
    const number = createPseudonyms(key).ofNumber('1234');
    expect(number).toMatch(/^\d+$/u);
    expect(Number.isSafeInteger(Number(number))).toBe(true);
  });

  it('hashes bytes alike however they are cut', () => {
    const pseudonyms = createPseudonyms(key);
    const whole = pseudonyms.digest();
    whole.update(Buffer.from('one two'));
    const pieces = pseudonyms.digest();
    pieces.update(Buffer.from('one '));
    pieces.update(Buffer.from('two'));
    expect(pieces.hex()).toBe(whole.hex());
  });

  it('refuses a key that protects nothing', () => {
    expect(() => createPseudonyms(new Uint8Array(0))).toThrow(RangeError);
  });
});
