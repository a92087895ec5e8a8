import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicUser } from '../../src/redact/basic-user.js';
import { createRedactor } from '../../src/redact/redactor.js';

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

describe('basicUser', () => {
  it('reads the user as it came, and the same once it is redacted', () => {
    const redactor = createRedactor({ key: Buffer.alloc(32) });
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((user) => !user.includes(':'));
    fc.assert(
      fc.property(name, fc.string(), (user, password) => {
        const raw = basic(user, password);
        const [header] = redactor.headers([['Authorization', raw]]).headers;
        expect(basicUser(raw)).toBe(user);
        expect(basicUser(header?.[1] ?? '')).toBe(user);
      }),
    );
  });

  it('knows no user of other schemes and of what can not be read', () => {
    for (const value of [
      'Bearer abc',
      'Basic',
      'Basic !!',
      'Basic ~x',
      'Basic %:~x',
      basic('', 'x'),
    ]) {
      expect(basicUser(value)).toBeNull();
    }
  });

  it('reads names in Latin-1 as well', () => {
    expect(basicUser(`basic ${Buffer.from('m\xfcller:x', 'latin1').toString('base64')}`)).toBe(
      'müller',
    );
  });
});
