import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonNode } from '../../src/json/node.js';
import { parseJson } from '../../src/json/parse-json.js';
import { replaceSpans } from '../../src/json/replace-spans.js';
import { createPseudonyms } from '../../src/redact/pseudonym.js';
import { type RedactOptions, redactRules } from '../../src/redact/redact-options.js';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';
import { jsonText } from '../json/arbitrary-json.js';

const key = Buffer.alloc(32, 5);

function redactorOf(options: RedactOptions): Redactor {
  // As when it is made in another thread.
  return createRedactor({ key, rules: structuredClone(redactRules(options)) });
}

const pseudonyms = createPseudonyms(key);
const hidden = pseudonyms.of('open');

function bodyOf(redactor: Redactor, text: string, type: string | null) {
  const { text: redacted, places } = redactor.body(Buffer.from(text), type);
  return { text: redacted, places };
}

describe('names in rules', () => {
  const redactor = redactorOf({ redactName: ['customerNo', 'X-Desk'] });

  it('are secret in headers, queries, forms, JSON, XML and plain text, in any spelling', () => {
    expect(redactor.headers([['x-desk', 'open']])).toEqual({
      headers: [['x-desk', hidden]],
      places: ['header/x-desk'],
    });
    expect(redactor.target('/a?Customer-No=open&b=1')).toEqual({
      target: `/a?Customer-No=${hidden}&b=1`,
      places: ['query/Customer-No'],
    });
    const form = 'application/x-www-form-urlencoded';
    expect(bodyOf(redactor, 'a=1&customer_no=open', form)).toEqual({
      text: `a=1&customer_no=${hidden}`,
      places: ['form/customer_no'],
    });
    expect(redactor.json('{"a":[{"CustomerNo":"open","n":1.10}]}')).toEqual({
      text: `{"a":[{"CustomerNo":"${hidden}","n":1.10}]}`,
      places: ['body/a/0/CustomerNo'],
    });
    const xml = '<a><customerNo>open</customerNo></a>';
    expect(bodyOf(redactor, xml, 'text/xml').text).toBe(xml.replace('open', hidden));
    expect(bodyOf(redactor, 'customer-no: open', 'text/plain').text).toBe(`customer-no: ${hidden}`);
    expect(redactor.json('{"x":None,"customerNo":"open"}').text).toContain(hidden);
  });

  it('are found behind escapes, also of letters that are not ASCII', () => {
    const other = redactorOf({ redactName: ['prénom'] });
    expect(other.json('{"pr\\u00e9nom":"open"}').text).toBe(`{"pr\\u00e9nom":"${hidden}"}`);
    expect(other.target('/a?pr%C3%A9nom=open').target).toBe(`/a?pr%C3%A9nom=${hidden}`);
    expect(redactor.json('{"customer\\u004eo":"open"}').text).toContain(hidden);
  });

  it('never make a secret of Bayeux itself, but look into it', () => {
    const other = redactorOf({ redactName: ['message'] });
    const messages = '[{"channel":"/a","data":{"message":"open"}}]';
    const query = (text: string) => `/cometd?jsonp=cb&message=${encodeURIComponent(text)}`;
    expect(decodeURIComponent(other.target(query(messages)).target)).toContain(
      `{"channel":"/a","data":{"message":"${hidden}"}}`,
    );
    expect(other.target(query('open')).target).toBe(`/cometd?jsonp=cb&message=${hidden}`);
  });
});

describe('paths in rules', () => {
  it.each([
    ['/a', '{"a":"open","b":{"a":"x"}}', ['body/a']],
    ['/a/*/b', '{"a":[{"b":"open"},{"c":"x"}],"b":"y"}', ['body/a/0/b']],
    ['/**/b', '{"b":"open","a":[{"b":"open"}],"c":"x"}', ['body/b', 'body/a/0/b']],
    ['/a/**', '{"a":{"b":"open","c":["open"]},"b":"x"}', ['body/a/b', 'body/a/c/0']],
    ['/a~1b/c~0d', '{"a/b":{"c~d":"open"}}', ['body/a~1b/c~0d']],
    ['/a/0', '{"a":["open","x"]}', ['body/a/0']],
  ])('%s leads to what is named there', (path, text, places) => {
    const redactor = redactorOf({ redactPath: [path] });
    expect(redactor.json(text)).toEqual({ text: text.replaceAll('open', hidden), places });
  });

  it('begin at each Bayeux message and at its data, in a batch or alone', () => {
    const redactor = redactorOf({ redactPath: ['/tweet/from', '/ext/who'] });
    const message = '{"channel":"/v2/me","data":{"tweet":{"from":"open"}},"ext":{"who":"open"}}';
    const expected = message.replaceAll('open', hidden);
    expect(redactor.json(message).text).toBe(expected);
    expect(redactor.json(`[${message},${message}]`)).toEqual({
      text: `[${expected},${expected}]`,
      places: [
        'body/0/data/tweet/from',
        'body/0/ext/who',
        'body/1/data/tweet/from',
        'body/1/ext/who',
      ],
    });
    const target = `/cometd?jsonp=cb&message=${encodeURIComponent(`[${message}]`)}`;
    expect(decodeURIComponent(redactor.target(target).target)).toContain(expected);
  });

  it('lead into JSON within strings, and to their last name where JSON is not sound', () => {
    const redactor = redactorOf({ redactPath: ['/user/*/pin'] });
    const inner = JSON.stringify({ user: [{ pin: 'open' }] });
    const outer = JSON.stringify({ text: inner });
    expect(redactor.json(outer).text).toBe(outer.replace('open', hidden));
    expect(redactor.json('{"x":None,"pin":{"a":"open"}}').text).not.toContain('open');
  });
});

describe('patterns in rules', () => {
  const redactor = redactorOf({ redactPattern: ['K-\\d{4}', 'no (\\w+) please'] });
  const number = pseudonyms.of('K-1234');

  it('find what matches in strings, parameters, paths, headers and any text', () => {
    expect(redactor.json('{"a":"see K-1234, no open please"}').text).toBe(
      `{"a":"see ${number}, no ${hidden} please"}`,
    );
    expect(redactor.target('/c/K%2D1234/x?y=K-1234')).toEqual({
      target: `/c/${number}/x?y=${number}`,
      places: ['path', 'query/y'],
    });
    expect(redactor.headers([['X-Note', 'K-1234']]).headers).toEqual([['X-Note', number]]);
    expect(bodyOf(redactor, 'K-1234', 'text/plain')).toEqual({ text: number, places: ['text'] });
    expect(bodyOf(redactor, 'a=K%2d1234', 'application/x-www-form-urlencoded')).toEqual({
      text: `a=${number}`,
      places: ['form/a'],
    });
  });

  it('find it in names of members, and tell the place by what is left', () => {
    const result = redactor.json('{"a":{"K-1234":{"password":"open"}}}');
    expect(result.text).toBe(`{"a":{"${number}":{"password":"${hidden}"}}}`);
    expect(result.places).toEqual(['body/a', `body/a/${number.replace('~', '~0')}/password`]);
  });

  it('make a number of a number', () => {
    const digits = redactorOf({ redactPattern: ['\\d{16}'] });
    expect(digits.json('{"card":4111111111111111,"n":1}').text).toBe(
      `{"card":${pseudonyms.ofNumber('4111111111111111')},"n":1}`,
    );
  });

  it('find the name of a user in Basic credentials', () => {
    const names = redactorOf({ redactPattern: ['ann@\\w+'] });
    const basic = Buffer.from('ann@corp:open').toString('base64');
    expect(names.headers([['Authorization', `Basic ${basic}`]]).headers).toEqual([
      ['Authorization', `Basic ${encodeURIComponent(pseudonyms.of('ann@corp'))}:${hidden}`],
    ]);
  });

  it('leave the headers by which a message is read', () => {
    const digits = redactorOf({ redactPattern: ['\\d+'] });
    const headers = [
      ['Content-Length', '12'],
      ['Date', 'Fri, 27 Nov 2026 12:00:00 GMT'],
    ] as const;
    expect(digits.headers(headers).headers).toEqual(headers);
  });

  it('come to an end, and leave nothing, of texts that make each search run to its end', () => {
    const hostile = redactorOf({ redactPattern: ['a.*b|a'] });
    const json = JSON.stringify(Array.from({ length: 250 }, () => 'a'.repeat(4_000)));
    expect(hostile.json(json).text.replace(/~[\w-]{22}/gu, '')).not.toContain('a');
    expect(hostile.json('["a"]').text).toBe(`["${pseudonyms.of('a')}"]`);
  }, 120_000);

  it('find all of many matches, also where they are long', () => {
    const long = redactorOf({ redactPattern: ['ssn=[^\\n]*', 'id-\\d+'] });
    const lines = Array.from({ length: 300 }, (_, index) =>
      index % 50 === 0 ? `ssn=${'s'.repeat(5_000)}` : `word id-${index} word`,
    );
    const { text } = bodyOf(long, lines.join('\n'), 'text/plain');
    expect(text).not.toMatch(/sss|id-\d/u);
    expect(text?.match(/word/gu)).toHaveLength(588);
    expect(text).toContain(pseudonyms.of('id-299'));
  });
});

describe('what rules can not be', () => {
  it.each([
    [{ redactName: ['--'] }, "can't redact by name '--': it has neither letters nor digits"],
    [{ redactPath: ['a/b'] }, /path 'a\/b': it must begin with '\/'/u],
    [{ redactPath: ['/**'] }, /it must name a member/u],
    [{ redactPath: ['/*/0'] }, /it must name a member/u],
    [{ redactPath: ['/a~2'] }, /'~' must be written ~0/u],
    [{ redactPattern: ['(a'] }, /pattern '\(a': missing closing \)/u],
    [{ redactPattern: ['(?<=a)b'] }, /invalid/u],
    [{ redactPattern: ['a*'] }, /it matches the empty text/u],
    [{ redactPattern: ['a'.repeat(1001)] }, /more than 1000 characters/u],
    [{ redact: ['all' as 'pii'] }, /there is no such preset; known are pii/u],
  ] satisfies [RedactOptions, string | RegExp][])('%j is refused', (options, message) => {
    expect(() => redactRules(options)).toThrow(message);
  });
});

/** Every leaf of a document that rules make secret, found by brute force. */
function secretLeaves(root: JsonNode, isSecret: (path: readonly string[]) => boolean): JsonNode[] {
  const visit = (node: JsonNode, path: readonly string[], secret: boolean): JsonNode[] => {
    const own = secret || isSecret(path);
    if (node.kind === 'object') {
      return node.members.flatMap((each) => visit(each.value, [...path, each.name], own));
    }
    if (node.kind === 'array') {
      return node.items.flatMap((item, index) => visit(item, [...path, String(index)], own));
    }
    const tells = node.kind === 'number' || (node.kind === 'string' && node.value !== '');
    return own && tells ? [node] : [];
  };
  return visit(root, [], false);
}

function leads(pattern: readonly string[], path: readonly string[]): boolean {
  const [token, ...rest] = pattern;
  if (token === undefined) return path.length === 0;
  if (token === '**')
    return leads(rest, path) || (path.length > 0 && leads(pattern, path.slice(1)));
  return path.length > 0 && (token === '*' || token === path[0]) && leads(rest, path.slice(1));
}

const documents = jsonText.map((text) =>
  text
    .replaceAll('"a":', '"alpha":')
    .replaceAll('"\\u0061":', '"\\u0061lpha":')
    .replaceAll('"b":', '"beta":'),
);
const pathsOf = fc
  .array(fc.constantFrom('alpha', 'beta', 'x~1y~0z', '__proto__', '*', '**', '0'), {
    minLength: 1,
    maxLength: 4,
  })
  .filter((tokens) => tokens.some((token) => /[a-z]/u.test(token)));

describe('any JSON document', () => {
  it('loses what rules name, keeps all other bytes and all types, and equal stays equal', () => {
    const named = fc.constantFrom('alpha', 'beta', 'proto', 'xyz');
    fc.assert(
      fc.property(
        documents,
        fc.array(named),
        fc.array(pathsOf, { maxLength: 3 }),
        (text, names, paths) => {
          const redactor = redactorOf({
            redactName: names,
            redactPath: paths.map((tokens) => `/${tokens.join('/')}`),
          });
          const patterns = paths.map((tokens) =>
            tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')),
          );
          const root = parseJson(text);
          const isSecret = (path: readonly string[]): boolean =>
            (names as readonly string[]).includes(
              (path.at(-1) ?? '').replace(/[^\p{L}\p{N}]/gu, ''),
            ) || patterns.some((pattern) => leads(pattern, path));
          const edits = secretLeaves(root, isSecret).map((node) => {
            const own = text.slice(node.start, node.end);
            const is =
              node.kind === 'string'
                ? JSON.stringify(pseudonyms.of(node.value))
                : pseudonyms.ofNumber(own);
            return { start: node.start, end: node.end, text: is };
          });
          expect(redactor.json(text).text).toBe(replaceSpans(text, edits));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps whole numbers whole, decimals decimal, and equal ones equal', () => {
    const { ofNumber } = pseudonyms;
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 9 }), (whole, tenth) => {
        expect(ofNumber(String(whole))).toMatch(/^\d+$/u);
        expect(ofNumber(`${whole}.${tenth}`)).toMatch(/^\d+\.\d$/u);
        expect(ofNumber(`${whole}.${tenth}0`)).toBe(ofNumber(`${whole}.${tenth}`));
        if (whole !== 0) expect(Number(ofNumber(`${whole}.0`))).toBe(Number(ofNumber(`${whole}`)));
      }),
    );
  });
});

describe('what is redacted once more', () => {
  const before = createRedactor({ key: Buffer.alloc(32, 9) });
  const redactor = redactorOf({ redactName: ['note', 'X-Desk'] });

  it('keeps its pseudonyms where they were made, whole numbers too', () => {
    const { text, places } = before.json('{"password":"open","pin":{"token":12},"note":"open"}');
    const again = redactor.json(text, new Set(places));
    expect(again).toEqual({ text: text.replace('"open"', `"${hidden}"`), places: ['body/note'] });
    expect(redactor.json(again.text, new Set([...places, ...again.places])).text).toBe(again.text);
  });

  it('takes what only looks like one for a secret', () => {
    const text = `{"password":"~${'a'.repeat(22)}"}`;
    expect(redactor.json(text, new Set(['body/other'])).text).not.toBe(text);
  });

  it('keeps users, cookies and tokens of headers as they are, and finds no pseudonym elsewhere', () => {
    const basic = Buffer.from('ann:pass-word1').toString('base64');
    const redacted = before.headers([
      ['Authorization', `Basic ${basic}`],
      ['Cookie', 'JSESSIONID=node0abc1; x=y'],
      ['X-CSRF-TOKEN', 'csrf-token-12'],
      ['X-Desk', '17'],
    ]);
    const again = redactor.headers(redacted.headers, new Set(redacted.places));
    expect(again.headers.slice(0, 3)).toEqual(redacted.headers.slice(0, 3));
    expect(again.places).toEqual(['header/x-desk']);
    const text = JSON.stringify({ a: before.pseudonym('csrf-token-12') });
    expect(redactor.json(text)).toEqual({ text, places: [] });
  });
});
