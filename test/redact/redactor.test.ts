import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';

/** Long enough not to occur by chance. */
const secrets = fc
  .string({
    unit: fc.constantFrom(...'abcdefghijKLMNOP0123456789-_.!'),
    minLength: 10,
    maxLength: 60,
  })
  .filter((secret) => /^\w/u.test(secret) && /\w$/u.test(secret));
const anySecret = fc
  .string({ unit: 'grapheme', minLength: 10 })
  .filter((secret) => secret.trim().length >= 8 && !/^~/u.test(secret));

/** Something with a secret in it: text before, the secret as it stands there, text after. */
interface Plant {
  readonly place: string;
  readonly text: (secret: string) => string;
  readonly redact: (
    redactor: Redactor,
    text: string,
  ) => { text: string; places: readonly string[] };
}

function header(name: string): Plant['redact'] {
  return (redactor, text) => {
    const { headers, places } = redactor.headers([[name, text]]);
    return { text: headers[0]?.[1] ?? '', places };
  };
}

function body(contentType: string | null): Plant['redact'] {
  return (redactor, text) => {
    const { content, places } = redactor.body(Buffer.from(text), contentType);
    return { text: Buffer.from(content).toString(), places };
  };
}

const target: Plant['redact'] = (redactor, text) => {
  const { target, places } = redactor.target(text);
  return { text: target, places };
};

const plants: readonly Plant[] = [
  { place: 'header/authorization', text: (s) => `Bearer ${s}`, redact: header('Authorization') },
  { place: 'header/cookie/A', text: (s) => `B=; A=${s}; C="" `, redact: header('cookie') },
  {
    place: 'header/set-cookie/A',
    text: (s) => `A="${s}"; Path=/; Secure`,
    redact: header('Set-Cookie'),
  },
  { place: 'header/x-csrf-token', text: (s) => s, redact: header('X-CSRF-TOKEN') },
  { place: 'header/x-api-key', text: (s) => s, redact: header('X-Api-Key') },
  {
    place: 'header/referer',
    text: (s) => `http://h:1/a?x=1&token=${s}#f`,
    redact: header('Referer'),
  },
  { place: 'header/location', text: (s) => `/a;jsessionid=${s}/b?x=1`, redact: header('Location') },
  { place: 'query/token', text: (s) => `/a?x=1&token=${s}&y`, redact: target },
  { place: 'path', text: (s) => `/a;jsessionid=${s}?y=%20`, redact: target },
  {
    place: 'form/password',
    text: (s) => `u=%C3%A4&password=${s}&x=+`,
    redact: body('application/x-www-form-urlencoded'),
  },
  {
    place: 'body/a/0/password',
    text: (s) => `{"é":1.10, "a":[{"password":"${s}"}]}`,
    redact: body('application/json'),
  },
  {
    place: 'body/password',
    text: (s) => `\ufeff{"n":12345678901234567890,"password":"${s}"}`,
    redact: body(null),
  },
  {
    place: 'text',
    text: (s) => `{"x":None,"password":"${s}","y":1}`,
    redact: body('application/json'),
  },
  { place: 'text', text: (s) => `<a><password>${s}</password>é</a>`, redact: body('text/xml') },
  { place: 'text', text: (s) => `one\npassword=${s}\ntwo é`, redact: body('text/plain') },
];

describe('the redactor', () => {
  it.each(plants)(
    'replaces the secret in $place and leaves every other byte',
    ({ place, text, redact }) => {
      fc.assert(
        fc.property(secrets, (secret) => {
          const redactor = createRedactor({ key: Buffer.alloc(32, 5) });
          expect(redact(redactor, text(secret))).toEqual({
            text: text(redactor.pseudonym(secret)),
            places: [place],
          });
        }),
      );
    },
  );

  it('lets no spelling of any secret through', () => {
    fc.assert(
      fc.property(anySecret, fc.constantFrom('latin', 'cut'), (secret, end) => {
        const redactor = createRedactor({ key: Buffer.alloc(32, 5) });
        const json = JSON.stringify({
          a: [{ newPassword: secret }],
          nested: JSON.stringify({ token: secret }),
        });
        const base64 = Buffer.from(`kate:${secret}`).toString('base64');
        const escaped = encodeURIComponent(secret);
        const written = JSON.stringify([
          redactor.headers([
            ['Authorization', `Basic ${base64}`],
            ['Referer', `http://h/?access_token=${escaped}`],
          ]),
          redactor.target(`/a?token=${escaped}&message=${encodeURIComponent(json)}`),
          redactor.json(end === 'cut' ? json.slice(0, -3) : json),
          redactor.body(Buffer.from(`password=${escaped}`), null).text,
          redactor.body(Buffer.from(json, 'utf16le'), null).content.toString(),
        ]);
        const inJson = JSON.stringify(secret).slice(1, -1);
        for (const spelling of [
          secret,
          base64,
          escaped,
          inJson,
          Buffer.from(secret).toString('base64'),
        ]) {
          expect(written).not.toContain(spelling);
        }
      }),
    );
  });

  it('gives a secret the same pseudonym in every place', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const redactor = createRedactor({ key: Buffer.alloc(32, 5) });
        const hidden = redactor.pseudonym(secret);
        for (const { text, redact } of plants) {
          expect(redact(redactor, text(secret)).text).toContain(hidden);
        }
      }),
    );
  });

  it('leaves any text without names, tokens and credentials byte for byte', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.uint8Array(), (json, bytes) => {
        const redactor = createRedactor({ key: Buffer.alloc(32, 5) });
        expect(redactor.json(json)).toEqual({ text: json, places: [] });
        expect(redactor.body(bytes, null).content).toBe(bytes);
      }),
    );
  });

  it('never throws and never makes valid JSON invalid', () => {
    const words = fc.constantFrom(
      ...[
        '{"',
        '"',
        '\\',
        '":',
        'token',
        'password',
        '=',
        '&',
        '%',
        '<',
        '>',
        ';',
        '[',
        '}',
        'é',
        ' ',
        '1',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const redactor = createRedactor({ key: Buffer.alloc(32, 5) });
        const text = parts.join('');
        redactor.headers([
          ['Authorization', text],
          ['Cookie', text],
          ['Set-Cookie', text],
          ['Location', text],
        ]);
        redactor.target(text);
        for (const type of [null, 'text/html', 'text/javascript', 'multipart/form-data']) {
          redactor.body(Buffer.from(text), type);
        }
        const json = JSON.stringify({ password: text, other: text, [text]: text });
        expect(() => JSON.parse(redactor.json(json).text)).not.toThrow();
      }),
    );
  });
});

it('takes linear time for a target full of what was seen elsewhere', () => {
  const redactor = createRedactor({ key: Buffer.alloc(32, 1) });
  const secret = 'node01a2b3c4';
  redactor.headers([['Cookie', `JSESSIONID=${secret}`]]);
  const pseudonym = redactor.pseudonym(secret);
  const count = 60_000;
  const list = (of: string): string =>
    `/${of}?${Array.from({ length: count }, (_, index) => `p${index}=${of}`).join('&')}`;
  const { target, places } = redactor.target(list(secret));
  expect(target).toBe(list(pseudonym));
  expect(places).toHaveLength(1 + count);
  expect(places.slice(0, 2)).toEqual(['path', 'query/p0']);
  expect(places.at(-1)).toBe(`query/p${count - 1}`);
});
