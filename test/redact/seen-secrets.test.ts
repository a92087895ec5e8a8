import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact/redactor.js';
import { createSeenSecrets } from '../../src/redact/seen-secrets.js';

const long = 'node01a2b3c4d5e6f7';

function found(text: string, ...secrets: string[]): string[] {
  const seen = createSeenSecrets();
  for (const secret of secrets) seen.remember(secret, `~${secret}`);
  return seen.find(text).map(({ start, end }) => text.slice(start, end));
}

describe('createSeenSecrets', () => {
  it('finds a secret wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(found(`${before}${long}${after}`, long, 'other-secret-123456')).toEqual([long]);
      }),
    );
  });

  it('finds a short one only as a word of its own', () => {
    expect(found('xpass1234 pass1234x', 'pass1234')).toEqual([]);
    expect(found('a=pass1234&b=%3Dpass1234\\npass1234\\u003dpass1234', 'pass1234')).toHaveLength(4);
  });

  it('remembers no words, nor what is too short', () => {
    expect(found('Completed 123 12345678 a1', 'Completed', '123', '12345678', 'a1')).toEqual([]);
  });

  it('finds encoded spellings', () => {
    expect(found('dG9r%2Bk4/a1234567%3D dG9r+k4\\/a1234567=', 'dG9r+k4/a1234567=')).toHaveLength(1);
    expect(found('dG9r%2Bk4%2Fa1234567%3D', 'dG9r+k4/a1234567=')).toHaveLength(1);
  });

  it('forgets the oldest, and finds what is left', () => {
    const seen = createSeenSecrets(3);
    const secrets = ['aaaaaaaaaaaaaaa1', 'bbbbbbbbbbbbbbb2', 'ccccccccccccccc3'];
    for (const secret of secrets) seen.remember(secret, '~');
    seen.remember('aaaaaaaaaaaaaaa1', '~');
    seen.remember('ddddddddddddddd4', '~');
    const text = [...secrets, 'ddddddddddddddd4'].join(' ');
    expect(seen.find(text).map(({ start }) => start)).toEqual([0, 34, 51]);
  });

  it('puts up with many secrets that share a window', () => {
    const secrets = Array.from(
      { length: 1000 },
      (_, index) => `${index + 1000}aaaaaaaaaaaaaaaaaaaaaaaa${index + 1000}`,
    );
    expect(found(secrets.join(' '), ...secrets).length).toBeLessThanOrEqual(8);
  });

  it('is fed by headers: passwords, tokens, session cookies', () => {
    const redactor = createRedactor({ key: Buffer.alloc(32) });
    const token = Buffer.from('kate:s3same-open').toString('base64');
    redactor.headers([
      ['Authorization', `Basic ${token}`],
      ['Cookie', `JSESSIONID=${long}; lastContact=0000Ka96XNNU4488`],
      ['X-CSRF-TOKEN', '2f1c9a70-0000-4000-8000-000000000000'],
    ]);
    const text = `{"a":"s3same-open","${long}":["x ${token}"],"c":"0000Ka96XNNU4488"}`;
    expect(redactor.json(text)).toEqual({
      text: text
        .replace('s3same-open', redactor.pseudonym('s3same-open'))
        .replace(long, redactor.pseudonym(long))
        .replace(token, redactor.pseudonym(token)),
      // Places are written too: they hold no secret, and are escaped as in a JSON Pointer.
      places: ['body/a', 'text', `body/${redactor.pseudonym(long).replace('~', '~0')}/0`],
    });
  });

  it('does not look for a password that is the name of its user', () => {
    const redactor = createRedactor({ key: Buffer.alloc(32) });
    redactor.headers([
      ['Authorization', `Basic ${Buffer.from('agent1234:agent1234').toString('base64')}`],
    ]);
    expect(redactor.json('{"userName":"agent1234"}').places).toEqual([]);
  });
});
