import { describe, expect, it } from 'vitest';
import type { Headers } from '../../../src/recording/exchange.js';
import { compareShapes } from '../../../src/replay/matching/compare-shapes.js';
import { matchingBy } from '../../../src/replay/matching/matching.js';
import { bookKey, keysFor } from '../../../src/replay/matching/redacted-path.js';
import { mergedRules } from '../../../src/rules/load-rules.js';
import { gwsRules, type Rules } from '../../../src/rules/rules.js';

interface Said {
  readonly target?: string;
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Headers;
  readonly redacted?: readonly string[];
}

function rulesOf(match: object, correlate: object = {}): Rules {
  return mergedRules(gwsRules, { match, correlate });
}

function shapesOf(rules: Rules, asked: Said, recorded: Said) {
  const matching = matchingBy(rules);
  const shapeOf = ({ target = '/a', body, type = 'application/json', headers = [] }: Said) =>
    matching({
      method: 'POST',
      target,
      contentType: type,
      body: body === undefined ? null : Buffer.from(body),
      credentials: true,
      csrfToken: false,
      headers,
      canonical: (content) =>
        Buffer.from(String(Buffer.from(content)).replace(/stand-in|gws/gu, 'server')),
    });
  const other = {
    ...shapeOf(recorded),
    redacted: new Set(recorded.redacted),
    csrfRefusal: false,
  };
  return [shapeOf(asked), other] as const;
}

/** How they differ; that the look-up agrees is checked besides. */
function differences(rules: Rules, asked: Said, recorded: Said): readonly string[] {
  const [one, other] = shapesOf(rules, asked, recorded);
  const found = compareShapes(one, other).map(
    ({ path, ...sides }) => `${path} ${JSON.stringify(sides)}`,
  );
  if (found.length === 0) expect(keysFor(one)).toContain(bookKey(other));
  return found;
}

describe('what rules ignore', () => {
  it.each<[string, object, Said, Said]>([
    [
      'is a member, wherever it stands',
      { ignore: { body: ['/**/sentAt'] } },
      { body: '{"a":{"sentAt":1,"x":1},"sentAt":[2]}' },
      { body: '{"a":{"x":1}}' },
    ],
    [
      'is a member of each item',
      { ignore: { body: ['/list/*/id'] } },
      { body: '{"list":[{"id":1,"x":1},{"x":2}]}' },
      { body: '{"list":[{"x":1},{"id":[],"x":2}]}' },
    ],
    [
      'is every item, however many there are',
      { ignore: { body: ['/list/*'] } },
      { body: '{"list":[1,2,3]}' },
      { body: '{"list":[]}' },
    ],
    ['is the whole body', { ignore: { body: ['/**'] } }, { body: '{"a":1}' }, {}],
    [
      'is a field of a form',
      { ignore: { body: ['/token~1x'] } },
      { body: 'a=1&token%2Fx=2', type: 'application/x-www-form-urlencoded' },
      { body: 'a=1', type: 'application/x-www-form-urlencoded' },
    ],
    [
      'is a reference of the client, even where the other has none',
      { ignore: { body: ['/referenceId'] } },
      { body: '{"referenceId":"7","a":1}' },
      { body: '{"a":1}' },
    ],
    [
      'is a parameter of the query',
      { ignore: { query: ['_'] } },
      { target: '/a?_=123&x=1' },
      { target: '/a?x=1' },
    ],
    [
      'is every parameter but those that are compared',
      { ignore: { query: ['*'] }, compare: { query: ['x'] } },
      { target: '/a?y=2&x=1' },
      { target: '/a?x=1&z=3' },
    ],
    ['is every header', {}, { headers: [['X-Tenant', '1']] }, { headers: [['X-Tenant', '2']] }],
  ])('%s', (_, match, asked, recorded) => {
    expect(differences(rulesOf(match), asked, recorded)).toEqual([]);
    expect(differences(rulesOf(match), recorded, asked)).toEqual([]);
  });

  it('is no difference beside others either', () => {
    const rules = rulesOf({ ignore: { body: ['/at', '/list/0'], query: ['_'] } });
    expect(
      differences(
        rules,
        { target: '/a?_=1&x=1', body: '{"at":1,"q":1,"list":[1,2,3]}' },
        { target: '/a?_=2&x=2', body: '{"at":2,"q":2,"list":[4,5,3]}' },
      ),
    ).toEqual([
      'query/x {"asked":"1","recorded":"2"}',
      'body/q {"asked":1,"recorded":2}',
      'body/list/1 {"asked":2,"recorded":5}',
    ]);
  });

  it('is compared all the same where rules say so, with all below it', () => {
    const rules = rulesOf({
      ignore: { body: ['/**'] },
      compare: { body: ['/a/b'] },
    });
    const asked = { body: '{"a":{"b":{"c":1},"d":1},"e":1}' };
    expect(differences(rules, asked, { body: '{"a":{"b":{"c":1}},"f":[]}' })).toEqual([]);
    expect(differences(rules, asked, { body: '{"a":{"b":{"c":2}}}' })).toEqual([
      'body/a/b/c {"asked":1,"recorded":2}',
    ]);
    expect(differences(rules, asked, { body: '{"e":1}' })).toEqual([
      expect.stringContaining('body {"asked"'),
    ]);
  });

  it('never is the operation, unless it was redacted', () => {
    const rules = rulesOf({ ignore: { body: ['/**'] } });
    const asked = { body: '{"operationName":"Accept","a":1}' };
    expect(differences(rules, asked, { body: '{"operationName":"Accept"}' })).toEqual([]);
    expect(differences(rules, asked, { body: '{"operationName":"Reject"}' })).toEqual([
      'operation {"asked":"Accept","recorded":"Reject"}',
    ]);
    const redacted = { body: `{"operationName":"~${'x'.repeat(22)}"}` };
    expect(differences(rules, asked, redacted)).toEqual([]);
  });
});

describe('a header that rules compare', () => {
  const rules = rulesOf({ compare: { headers: ['X-Tenant', 'Origin'] } });

  it('must have the same value, its name in any case', () => {
    const asked: Said = { headers: [['x-tenant', '1']] };
    expect(differences(rules, asked, { headers: [['X-TENANT', '1']] })).toEqual([]);
    expect(differences(rules, asked, { headers: [['X-Tenant', '2']] })).toEqual([
      'header/x-tenant {"asked":"1","recorded":"2"}',
    ]);
    expect(differences(rules, asked, {})).toEqual(['header/x-tenant {"asked":"1"}']);
  });

  it('has any value where it was redacted, and the server by any name', () => {
    expect(
      differences(
        rules,
        {
          headers: [
            ['X-Tenant', '1'],
            ['Origin', 'http://stand-in:1'],
          ],
        },
        {
          headers: [
            ['Origin', 'http://gws:1'],
            ['X-Tenant', '~p'],
          ],
          redacted: ['header/x-tenant'],
        },
      ),
    ).toEqual([]);
  });
});

describe('a template of paths', () => {
  const rules = rulesOf({ paths: ['me/tweets/{id}', '/v3/{any}/x'] });

  it.each([
    ['/api/v2/me/tweets/1', '/api/v2/me/tweets/2', true],
    ['/api/v2/me/tweets/1/attachments/7', '/api/v2/me/tweets/2/attachments/7', true],
    ['/api/v2/me/tweets/1/attachments/7', '/api/v2/me/tweets/2/attachments/8', false],
    ['/api/v2/me/tweets/1', '/api/v1/me/tweets/1', false],
    ['/api/v2/me/tweets/1', '/api/v2/me/tweets', false],
    ['/api/v2/me/tweets/1', '/api/v2/me/tweets/', false],
    ['/v3/a/x', '/v3/b/x', true],
    ['/api/v3/a/x', '/api/v3/b/x', false],
    ['/v3/a/y', '/v3/b/y', false],
  ])('makes of %s and %s one path: %s', (one, other, same) => {
    expect(differences(rules, { target: one }, { target: other }).length === 0).toBe(same);
  });

  it('is told in its own words where a path differs elsewhere', () => {
    expect(differences(rules, { target: '/me/tweets/1/a' }, { target: '/me/tweets/2/b' })).toEqual([
      'path {"asked":"/me/tweets/{id}/a","recorded":"/me/tweets/{id}/b"}',
    ]);
  });

  it('spares the look-up a redacted segment that it covers', () => {
    const hidden = `/me/tweets/~${'x'.repeat(22)}`;
    expect(
      differences(rules, { target: '/me/tweets/9' }, { target: hidden, redacted: ['path'] }),
    ).toEqual([]);
  });
});

it('takes the operation from where the rules say', () => {
  const rules = rulesOf(
    { ignore: { body: ['/**'] } },
    {
      members: { operation: '/do/what' },
      paths: { resources: ['/v3/{id}/{operation}'] },
    },
  );
  const [{ operation }] = shapesOf(rules, { body: '{"do":{"what":"Hold"}}' }, {});
  expect(operation).toBe('Hold');
  const [inPath] = shapesOf(rules, { target: '/v3/1/complete' }, {});
  expect(inPath.operation).toBe('complete');
  expect(
    differences(rules, { body: '{"do":{"what":"Hold"}}' }, { body: '{"do":{"what":"Park"}}' }),
  ).toEqual(['operation {"asked":"Hold","recorded":"Park"}']);
});
