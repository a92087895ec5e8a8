import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../src/correlate/default-rules.js';
import { isSilentPath, resourceInPath } from '../../src/correlate/path-template.js';

describe('resourceInPath', () => {
  it.each([
    ['/api/v2/me/tweets/01QQ', '01QQ'],
    ['/api/v2/me/twitter/01QQ?x=/me/tweets/2', '01QQ'],
    ['/internal-api/me/emails/01QQ/', '01QQ'],
    ['http://host:1/api/v1/me/chats/01QQ/messages', '01QQ'],
    ['/api/v2/me/openmedia/fax/01QQ', '01QQ'],
    ['/api/v2/me/tweets/a%20b', 'a b'],
    ['/api/v2/me/tweets/%zz', '%zz'],
    ['/api/v2/me/workbins/w1', null],
    ['/api/v2/me/channels/voice', null],
    ['/api/v2/me/outbound-campaigns/spring', null],
    ['/api/v2/me/tweets', null],
    ['/api/v2/me', null],
    ['/', null],
    ['', null],
  ])('finds in %s the resource %s', (path, id) => {
    expect(resourceInPath(path, defaultRules)).toBe(id);
  });

  it('holds a template with a leading slash to the beginning of the path', () => {
    const rules = {
      ...defaultRules,
      paths: { resources: ['/v3/{kind}/{id}'], silent: [] },
    };
    expect(resourceInPath('/v3/chats/7', rules)).toBe('7');
    expect(resourceInPath('/x/v3/chats/7', rules)).toBeNull();
  });
});

describe('isSilentPath', () => {
  it('knows /me itself, in every version, and nothing below it', () => {
    for (const path of ['/api/v2/me', '/api/v1/me/', '/api/v2/me?subresources=*']) {
      expect(isSilentPath(path, defaultRules)).toBe(true);
    }
    for (const path of ['/api/v2/me/tweets/1', '/api/v2/users', '/']) {
      expect(isSilentPath(path, defaultRules)).toBe(false);
    }
  });
});

describe('defaultRules', () => {
  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(defaultRules))).toEqual(defaultRules);
  });
});
