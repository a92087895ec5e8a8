import { beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';

let redactor: Redactor;
beforeEach(() => {
  redactor = createRedactor({ key: Buffer.alloc(32, 1) });
});

describe('request targets', () => {
  it('replaces parameters with secret names, however they are encoded', () => {
    const hidden = redactor.pseudonym('a b');
    expect(redactor.target('/x?access_token=a+b&pass%77ord=a%20b&page=2&token')).toEqual({
      target: `/x?access_token=${hidden}&pass%77ord=${hidden}&page=2&token`,
      places: ['query/access_token', 'query/password'],
    });
  });

  it('gives a jsessionid in the path the pseudonym of the cookie', () => {
    const { headers } = redactor.headers([['Cookie', 'JSESSIONID=node0xyz']]);
    const cookie = headers[0]?.[1].split('=')[1];
    expect(redactor.target('/a;v=1;JSessionId=node0xyz/b;c?d=1')).toEqual({
      target: `/a;v=1;JSessionId=${cookie}/b;c?d=1`,
      places: ['path'],
    });
  });

  it('changes nothing but the secret in the message of callback-polling', () => {
    const before = '%5b{"channel":"/meta/handshake","ext":{"auth":{"token":"';
    const after = '"}},"n":1.10%7d%5D&jsonp=cb';
    const { target, places } = redactor.target(`/cometd?message=${before}t%C3%BCr${after}`);
    expect(target).toBe(`/cometd?message=${before}${redactor.pseudonym('tür')}${after}`);
    expect(places).toEqual(['query/message']);
  });

  it('takes code for a secret only where it is an authorization code', () => {
    const hidden = redactor.pseudonym('abc');
    expect(redactor.target('/cb?code=abc&state=1').target).toBe(`/cb?code=${hidden}&state=1`);
    expect(redactor.target('/dispositions?code=abc').places).toEqual([]);
  });

  it('replaces the password of an absolute form', () => {
    expect(redactor.target('http://kate:pw@host/x')).toEqual({
      target: `http://kate:${redactor.pseudonym('pw')}@host/x`,
      places: ['path'],
    });
  });

  it('finds a session that was seen in a cookie, and says in which parameter', () => {
    redactor.headers([['Cookie', 'JSESSIONID=node01abcdef']]);
    const hidden = redactor.pseudonym('node01abcdef');
    expect(redactor.target('/s/node01abcdef?a=1&b=node01abcdef')).toEqual({
      target: `/s/${hidden}?a=1&b=${hidden}`,
      places: ['path', 'query/b'],
    });
  });

  it('leaves targets without secrets as they are', () => {
    for (const target of [
      '*',
      '/',
      '/a?b',
      'host:443',
      '/a?%zz=%&&=',
      '/me/?subresources=*&tokenCount=1',
    ]) {
      expect(redactor.target(target)).toEqual({ target, places: [] });
    }
  });
});
