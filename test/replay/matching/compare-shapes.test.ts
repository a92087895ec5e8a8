import { describe, expect, it } from 'vitest';
import { compareShapes } from '../../../src/replay/matching/compare-shapes.js';
import { requestShape } from '../../../src/replay/matching/request-shape.js';

interface Said {
  readonly method?: string;
  readonly target?: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly credentials?: boolean;
  readonly csrf?: boolean;
  readonly redacted?: readonly string[];
  readonly csrfRefusal?: boolean;
}

function shape(said: Said): ReturnType<typeof requestShape> {
  return requestShape({
    method: said.method ?? 'POST',
    target: said.target ?? '/a',
    contentType: said.type ?? 'application/json',
    body: said.body === undefined ? null : Buffer.from(said.body),
    credentials: said.credentials ?? true,
    csrfToken: said.csrf ?? false,
  });
}

function differences(asked: Said, recorded: Said): readonly string[] {
  return compareShapes(shape(asked), {
    ...shape(recorded),
    redacted: new Set(recorded.redacted),
    csrfRefusal: recorded.csrfRefusal ?? false,
  }).map(({ path, ...sides }) => `${path} ${JSON.stringify(sides)}`);
}

describe('two requests are equal if they', () => {
  it.each<[string, Said, Said]>([
    [
      'say the same JSON in another way',
      { body: '{"b":1.0,"a":"é"}' },
      { body: '{"a":"\\u00e9", "b":1}' },
    ],
    ['write the path in another way', { target: '/a%20b?x=1' }, { target: '/a b?x=1' }],
    ['name the query in another order', { target: '/a?y=2&x=1&x=3' }, { target: '/a?x=1&y=2&x=3' }],
    ['name the whole URI', { target: 'http://stand-in:1/a?x=1' }, { target: '/a?x=1' }],
    [
      'differ in references that the client supplies',
      { body: '{"referenceId":"7","operationId":8}' },
      { body: '{"referenceId":"9","operationId":"x"}' },
    ],
    [
      'differ where something was redacted from the body',
      { body: '{"login":{"user":"a","password":"live"}}' },
      { body: '{"login":{"user":"a","password":"~p"}}', redacted: ['body/login/password'] },
    ],
    [
      'differ in a segment of the path that was redacted',
      { target: '/c/anything/x' },
      { target: '/c/~aaaaaaaaaaaaaaaaaaaaaa/x', redacted: ['path'] },
    ],
    [
      'differ in names of members that were redacted',
      { body: '{"a":{"kate@x":{"n":1}},"b":1}' },
      { body: '{"a":{"~p":{"n":1}},"b":1}', redacted: ['body/a'] },
    ],
    [
      'differ below a place that was redacted',
      { body: '{"secret":{"a":[1,2]}}' },
      { body: '{"secret":"~p"}', redacted: ['body/secret'] },
    ],
    [
      'differ where something was redacted from the query',
      { target: '/a?token=live&x=1' },
      { target: '/a?token=~p&x=1', redacted: ['query/token'] },
    ],
    [
      'differ where something was redacted from the path',
      { target: '/a;jsessionid=live' },
      { target: '/a;jsessionid=~p', redacted: ['path'] },
    ],
    [
      'differ where something was redacted from a form',
      { type: 'application/x-www-form-urlencoded', body: 'password=live&user=a' },
      {
        type: 'application/x-www-form-urlencoded',
        body: 'user=a&password=%7Ep',
        redacted: ['form/password'],
      },
    ],
    ['have the same bytes that are no JSON', { body: '{oops' }, { body: '{oops' }],
    ['have an empty body or none', { body: '' }, {}],
    ['both carry a CSRF token', { csrf: true }, { csrf: true }],
    ['lack a CSRF token that was recorded', { csrf: false }, { csrf: true }],
    ['lack a CSRF token where that was refused', { csrf: false }, { csrfRefusal: true }],
  ])('%s', (_, asked, recorded) => {
    expect(differences(asked, recorded)).toEqual([]);
  });
});

describe('two requests differ if they', () => {
  it.each<[string, Said, Said, string[]]>([
    ['have another method', { method: 'PUT' }, {}, ['method {"asked":"PUT","recorded":"POST"}']],
    ['have another path', { target: '/a/' }, {}, ['path {"asked":"/a/","recorded":"/a"}']],
    [
      'separate segments in another way',
      { target: '/a%2Fb' },
      { target: '/a/b' },
      ['path {"asked":"/a/b","recorded":"/a/b"}'],
    ],
    [
      'ask for something else in the query',
      { target: '/a?x=1&y' },
      { target: '/a?x=2' },
      ['query/x {"asked":"1","recorded":"2"}', 'query/y {"asked":""}'],
    ],
    [
      'differ in a member',
      { body: '{"a":1,"b":true}' },
      { body: '{"a":1.5,"c":null}' },
      ['body/a {"asked":1,"recorded":1.5}', 'body/b {"asked":true}', 'body/c {"recorded":null}'],
    ],
    [
      'differ in what would be written in another way again',
      { body: '{"a":1.10,"b":{"x":1,"x":2.50},"c":-0,"d":[1e2,0.5]}' },
      { body: '{"a":1.2,"b":0,"c":1,"d":7}' },
      [
        'body/a {"asked":{"json":"1.10"},"recorded":1.2}',
        'body/b {"asked":{"json":"{\\"x\\":1,\\"x\\":2.50}"},"recorded":0}',
        'body/c {"asked":{"json":"-0"},"recorded":1}',
        'body/d {"asked":{"json":"[1e2,0.5]"},"recorded":7}',
      ],
    ],
    [
      'differ in a number that JavaScript can not tell apart',
      { body: '{"a":9007199254740993}' },
      { body: '{"a":9007199254740992}' },
      ['body/a {"asked":{"json":"9007199254740993"},"recorded":{"json":"9007199254740992"}}'],
    ],
    [
      'differ in a member named __proto__',
      { body: '{"__proto__":{"a":1}}' },
      { body: '{"__proto__":{"a":2}}' },
      ['body/__proto__/a {"asked":1,"recorded":2}'],
    ],
    [
      'supply a reference where there was none',
      { body: '{"referenceId":1}' },
      { body: '{}' },
      ['body/referenceId {"asked":1}'],
    ],
    [
      'lack what was redacted',
      { body: '{}' },
      { body: '{"password":"~p"}', redacted: ['body/password'] },
      ['body/password {"recorded":"~p"}'],
    ],
    [
      'have other bytes',
      { body: '{oops' },
      { body: '{oop' },
      ['body {"asked":"{oops","recorded":"{oop"}'],
    ],
    [
      'have other bytes that are no text',
      { body: Buffer.from([0xff]) },
      { body: '1' },
      ['body {"asked":{"base64":"/w=="},"recorded":1}'],
    ],
    ['have no body', {}, { body: '{"a":1}' }, ['body {"recorded":{"a":1}}']],
    [
      'lack credentials',
      { credentials: false },
      {},
      ['credentials {"asked":false,"recorded":true}'],
    ],
    [
      'carry credentials where there were none',
      {},
      { credentials: false },
      ['credentials {"asked":true,"recorded":false}'],
    ],
    [
      'carry a CSRF token where one was missed',
      { csrf: true },
      { csrfRefusal: true },
      ['csrf-token {"asked":true,"recorded":false}'],
    ],
  ])('%s', (_, asked, recorded, expected) => {
    expect(differences(asked, recorded)).toEqual(expected);
  });
});

describe('of bodies that are far apart', () => {
  it('tells the first hundred differences', () => {
    const many = `[${'1,'.repeat(100_000)}1]`;
    expect(differences({ body: many }, { body: '[]' })).toHaveLength(100);
  });

  it('tells the first hundred of a query, and of a form', () => {
    const many = 'a&'.repeat(100_000);
    expect(differences({ target: `/a?${many}` }, {})).toHaveLength(100);
    const type = 'application/x-www-form-urlencoded';
    expect(differences({ type, body: many }, { type, body: 'b' })).toHaveLength(100);
  });

  it('looks on where differences do not count', () => {
    const list = (last: string): string => `{"token":[${'0,'.repeat(200)}0],"z":${last}}`;
    const recorded = { body: list('2').replaceAll('0', '5'), redacted: ['body/token'] };
    expect(differences({ body: list('1') }, recorded)).toEqual(['body/z {"asked":1,"recorded":2}']);
  });

  it('tells long values by their length', () => {
    expect(differences({ body: `{"a":"${'x'.repeat(70_000)}"}` }, { body: '{"a":1}' })).toEqual([
      'body/a {"asked":{"length":70002},"recorded":1}',
    ]);
    expect(differences({ body: `?${'x'.repeat(70_000)}` }, { body: '{}' })).toEqual([
      'body {"asked":{"length":70001},"recorded":{}}',
    ]);
  });
});
