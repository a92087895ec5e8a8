import { describe, expect, it } from 'vitest';
import { createSecretNames } from '../../src/redact/secret-names.js';

const names = createSecretNames();

describe('createSecretNames', () => {
  it.each([
    'password',
    'PassWord',
    'newPassword',
    'password2',
    'confirm_password',
    'passwordConfirm',
    'passwd',
    'pwd',
    'userPwd',
    'passphrase',
    'secret',
    'clientSecret',
    'client_secret',
    'client-secret',
    'token',
    'access_token',
    'refreshToken',
    'id_token',
    'csrfToken',
    'X-CSRF-TOKEN',
    'apiKey',
    'api_key',
    'API-KEY',
    'authorization',
    'credentials',
    'jsessionid',
    'privateKey',
    'user[password]',
    'j_password',
    '_csrf',
    'pass',
    'pw',
    'jwt',
    'SAMLResponse',
  ])('knows %s as a secret', (name) => {
    expect(names.field(name)).toBe(true);
    expect(names.mayHoldSecret(`{"${name}":1}`)).toBe(true);
  });

  it.each([
    'tokenCount',
    'passwordPolicy',
    'secretary',
    'passwordExpired',
    'tokenType',
    'userName',
    'clientId',
    'id',
    'referenceId',
    'channel',
    'compass',
    'author',
    'passed',
    'saveLAR',
    'queuePath',
    'uri',
    'subject',
    '__proto__',
    'constructor',
    '',
  ])('knows %s as none', (name) => {
    expect(names.field(name)).toBe(false);
  });

  it.each(['Authorization', 'x-api-key', 'X-Auth-Token', 'X-Xsrf-Token', 'Authentication-Info'])(
    'knows the header %s as secret',
    (name) => {
      expect(names.header(name)).toBe(true);
    },
  );

  it.each([
    'WWW-Authenticate',
    'Sec-WebSocket-Key',
    'X-CSRF-HEADER',
    'Access-Control-Allow-Credentials',
    'ETag',
    'Date',
  ])('knows the header %s as open', (name) => {
    expect(names.header(name)).toBe(false);
  });

  it('takes further names in any spelling', () => {
    const more = createSecretNames({ headers: ['X-Desk'], fields: ['agentPin'] });
    expect(more.header('x-desk')).toBe(true);
    expect(more.field('agent_pin')).toBe(true);
    expect(more.mayHoldSecret('{"agent_pin":12}')).toBe(true);
  });

  it('learns announced header names, but none that a recording needs', () => {
    const learning = createSecretNames();
    learning.announce('X-Guard');
    learning.announce('Content-Type');
    learning.announce('no header name');
    expect(learning.header('x-guard')).toBe(true);
    expect(learning.header('content-type')).toBe(false);
    expect(learning.header('no header name')).toBe(false);
  });

  it('learns no more than a bounded number of them', () => {
    const learning = createSecretNames();
    for (let index = 0; index < 100; index++) learning.announce(`x-guard-${index}`);
    expect(learning.header('x-guard-63')).toBe(true);
    expect(learning.header('x-guard-64')).toBe(false);
  });
});
