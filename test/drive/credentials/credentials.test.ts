import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadAccounts } from '../../../src/drive/credentials/credentials.js';
import { UsageError } from '../../../src/errors.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';

const folder = temporaryFolder();

function written(content: unknown, mode = 0o600): string {
  const file = folder.path('credentials.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(file, mode);
  return file;
}

describe('accounts', () => {
  it('are a password, a header, or those of another user', () => {
    const accounts = loadAccounts(
      written({
        a1: 'p1',
        a2: { password: 'p2' },
        a3: { authorization: 'Bearer t3' },
        a4: { user: 'test-a4', password: 'p4' },
      }),
      {},
    );
    expect(['a1', 'a2', 'a3', 'a4', 'a5'].map((user) => accounts(user, 1))).toEqual([
      { user: 'a1', password: 'p1', authorization: null },
      { user: 'a2', password: 'p2', authorization: null },
      { user: 'a3', password: null, authorization: 'Bearer t3' },
      { user: 'test-a4', password: 'p4', authorization: null },
      null,
    ]);
  });

  it('are one for each copy where a list says so, and none for later copies', () => {
    const accounts = loadAccounts(
      written({ a1: ['one', { user: 'second', password: 'two' }] }),
      {},
    );
    expect([1, 2, 3].map((copy) => accounts('a1', copy)?.password)).toEqual([
      'one',
      'two',
      undefined,
    ]);
  });

  it('take the name of the user and the number of the copy where they are asked for', () => {
    const accounts = loadAccounts(
      written({ '*': { user: '{user}-{copy}', password: 'secret of {user}' } }),
      {},
    );
    expect(accounts('$&', 7)).toEqual({
      user: '$&-7',
      password: 'secret of $&',
      authorization: null,
    });
  });

  it('stand in the environment for who has no name in the file, and before any other user', () => {
    const environment = {
      UNDERSTUDY_PASSWORD_A1: 'from outside',
      UNDERSTUDY_PASSWORD_JOE_EXAMPLE_COM: 'for joe',
      UNDERSTUDY_AUTHORIZATION_A2: 'Bearer x',
      UNDERSTUDY_PASSWORD_A3: '',
    };
    const accounts = loadAccounts(written({ a1: 'in the file', '*': 'any' }), environment);
    expect(
      ['a1', 'joe@example.com', 'a2', 'a3', 'a4'].map((user) => {
        const found = accounts(user, 1);
        return found?.authorization ?? found?.password;
      }),
    ).toEqual(['in the file', 'for joe', 'Bearer x', 'any', 'any']);
    expect(loadAccounts(undefined, environment)('a1', 1)?.password).toBe('from outside');
    expect(loadAccounts(undefined, environment)('a4', 1)).toBeNull();
  });

  it('of users with the names of JavaScript are found, and only those', () => {
    const accounts = loadAccounts(written('{"__proto__":"p","a":"b"}'), {});
    expect(accounts('__proto__', 1)?.password).toBe('p');
    expect(accounts('constructor', 1)).toBeNull();
    expect(accounts('toString', 1)).toBeNull();
  });

  it.each([
    [{ a1: { user: 'x', pasword: 'hunter2' } }, '/a1 has the unknown key "pasword"'],
    [{ a1: {} }, '/a1 must have password or authorization'],
    [{ a1: ['hunter2', { user: 'x' }] }, '/a1/1 must have password or authorization'],
    [{ a1: 4711 }, '/a1 must be string,object,array'],
    [{ a1: { password: ['hunter2'] } }, '/a1/password must be string'],
    [{ a1: { authorization: 'Bearer hunter2\r\nX: y' } }, '/a1/authorization must be a text'],
    ['{"a1": "hunter2', 'it is no JSON at line 1'],
    [['hunter2'], 'the whole must be object'],
  ])(
    'that are written wrongly are refused with their place and no secret: %j',
    (content, complaint) => {
      const load = () => loadAccounts(written(content), {});
      expect(load).toThrow(UsageError);
      expect(load).toThrow(complaint);
      expect(load).not.toThrow(/hunter2/u);
    },
  );

  it.skipIf(process.platform === 'win32')('that others can read are told of', () => {
    const warnings: string[] = [];
    loadAccounts(written({ a1: 'x' }, 0o644), {}, (warning) => warnings.push(warning));
    loadAccounts(written({ a1: 'x' }, 0o600), {}, (warning) => warnings.push(warning));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^others can read the credentials file .*chmod 600/u);
  });
});
