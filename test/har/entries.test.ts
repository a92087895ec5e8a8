import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bodyText } from '../../src/recording/body-text.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { entry, har, origin, type Told } from './hand-made.js';
import { fixture, type Imported, imported } from './import-fixture.js';

const folder = temporaryFolder();

async function one(told: Told): Promise<Imported & { exchange: Imported['exchanges'][number] }> {
  const result = await imported(folder, har([entry(told)]));
  const [exchange] = result.exchanges;
  if (exchange === undefined) throw new Error('no exchange');
  return { ...result, exchange };
}

const noText = { text: undefined };

describe('an entry of a HAR', () => {
  it.each([
    ['complete', 200, {}],
    ['open', 0, { response: { _error: null } }],
    ['unreachable', 0, { response: { _error: 'net::ERR_CONNECTION_REFUSED' } }],
    ['unreachable', 0, { response: { _failureText: 'net::ERR_NAME_NOT_RESOLVED' } }],
    ['cut-by-server', 0, { response: { _error: 'net::ERR_EMPTY_RESPONSE' } }],
    ['cut-by-server', 200, { response: { _error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' } }],
    ['cut-by-desktop', 0, { response: { _error: 'net::ERR_ABORTED' } }],
    ['cut-by-desktop', -1, { entry: { _wasAborted: true } }],
  ] as const)('ends %s if it says status %i and %j', async (outcome, status, told) => {
    const { exchange } = await one({ status, ...told });
    expect(exchange).toMatchObject({ outcome, status: status > 0 ? status : null });
  });

  it.each<[string, Told, string | null]>([
    ['Base64', { text: 'eyJhIjoxfQ==', content: { encoding: 'base64' } }, '{"a":1}'],
    ['text that came encoded', { answerHeaders: [['content-encoding', 'br']] }, '{"statusCode":0}'],
    ['nothing', { text: '' }, ''],
    ['no text, and a size of nothing', { content: { ...noText, size: 0 } }, ''],
    ['text, to HEAD', { method: 'HEAD', text: 'x' }, null],
    ['text, with 304', { status: 304, text: 'x' }, null],
    ['text beyond the Basic Multilingual Plane', { text: '{"a":"💬"}' }, '{"a":"💬"}'],
    ['half a character', { text: '{"a":"\ud83d"}' }, '{"a":"\ufffd"}'],
    ['NUL', { text: 'a\0b' }, 'a\0b'],
  ])('has the body that it tells: %s', async (_, told, expected) => {
    const { exchange, summary } = await one(told);
    expect(bodyText(exchange.responseBody)).toBe(expected);
    expect(summary.warnings).toEqual([]);
  });

  it('keeps of an encoded body what it says, and how long it was', async () => {
    const answerHeaders = [
      ['Content-Encoding', 'gzip'],
      ['Content-Length', '7'],
    ] as const;
    const { exchange } = await one({ answerHeaders });
    expect(exchange.responseBody).toMatchObject({ encoding: 'gzip', encoded: null, length: 7 });
  });

  it.each<[string, Told, RegExp]>([
    ['a size', { content: { ...noText, size: 12 } }, /^1 body is missing in the file$/u],
    ['a comment', { content: { ...noText, size: -1, comment: 'x' } }, /^1 body is missing/u],
    ['a file', { content: { ...noText, _file: '/etc/passwd' } }, /^1 body lies in another file/u],
    ['a file of another version', { content: { ...noText, _sha1: 'a' } }, /another file/u],
  ])(
    'counts a body as missing that it tells by %s, and reads no other file',
    async (_, told, warning) => {
      const { exchange, summary } = await one(told);
      expect(exchange.responseBody).toMatchObject({ omitted: 'absent', content: null });
      expect(summary.warnings).toEqual([expect.stringMatching(warning)]);
    },
  );

  it.each<[string, Told, string | null]>([
    ['text', { postData: { mimeType: 'text/plain', text: 'a' } }, 'a'],
    [
      'fields only',
      {
        postData: {
          mimeType: 'application/x-www-form-urlencoded',
          params: [{ name: 'a b', value: 'ü' }, { name: 'c' }],
        },
      },
      'a+b=%C3%BC&c=',
    ],
    ['nothing', {}, null],
    ['a length of nothing', { headers: [['Content-Length', '0']] }, ''],
  ])('has the request body that it tells: %s', async (_, told, expected) => {
    const { exchange } = await one(told);
    expect(bodyText(exchange.requestBody)).toBe(expected);
  });

  it('has the headers that HTTP/1.1 can say, repeats taken apart', async () => {
    const { exchange, summary } = await one({
      headers: [
        [':authority', 'gws.test:8080'],
        [':path', '/'],
        ['accept', 'a\nb'],
        ['bad name', 'x'],
        ['x-cut', 'a\r\nevil: 1'],
        ['__proto__', 'y'],
      ],
    });
    expect(exchange.requestHeaders).toEqual([
      ['Host', 'gws.test:8080'],
      ['accept', 'a'],
      ['accept', 'b'],
      ['__proto__', 'y'],
    ]);
    expect(summary.warnings).toEqual(['2 headers were left out: HTTP can not say them']);
  });

  it('has its target as it stands, without a fragment', async () => {
    const { exchange } = await one({ url: `${origin}/a%2fb/../c?d=e|f&g=%zz#h` });
    expect(exchange.path).toBe('/a%2fb/../c?d=e|f&g=%zz');
  });

  it.each([
    ['2024-05-01T10:00:00.123456+02:00', 1714550400123.456],
    ['2024-05-01T08:00:00Z', 1714550400000],
    ['2024-05-01T10:00:00.5+0200', 1714550400500],
  ])('begins when it says: %s', async (at, expected) => {
    const { exchange } = await one({ at, time: 2.5 });
    expect(exchange.startedAt).toBeCloseTo(expected, 3);
    expect((exchange.endedAt ?? 0) - exchange.startedAt).toBeCloseTo(2.5, 3);
  });

  it.each([-1, 1e300, Number.NaN])('ends at once if it took %d ms', async (time) => {
    const { exchange } = await one({ time });
    expect(exchange.endedAt).toBe(exchange.startedAt);
  });
});

describe('the entries of a HAR', () => {
  it('come in the order in which they happened', async () => {
    const at = (ms: number): string => new Date(1714550400000 + ms).toISOString();
    const result = await imported(
      folder,
      har([
        entry({ url: `${origin}/later`, at: at(50), time: 5 }),
        entry({ url: `${origin}/long`, at: at(0), time: 100 }),
        entry({ url: `${origin}/first`, at: at(0), time: 10 }),
      ]),
    );
    expect(result.exchanges.map(({ path, seq, responseSeq }) => [path, seq, responseSeq])).toEqual([
      ['/long', 1, 6],
      ['/first', 2, 3],
      ['/later', 4, 5],
    ]);
  });

  it('come after the answer that brought them about, where a millisecond holds both', async () => {
    const at = (ms: number): string => new Date(1714550400000 + ms).toISOString();
    const logIn = entry({
      method: 'GET',
      at: at(0),
      time: 5.6,
      headers: [['Authorization', `Basic ${btoa('a1:secret')}`]],
      answerHeaders: [['Set-Cookie', 'JSESSIONID=abcdefgh12345; Path=/']],
    });
    const call = entry({ at: at(5), time: 0.4, headers: [['Cookie', 'JSESSIONID=abcdefgh12345']] });
    const result = await imported(folder, har([call, logIn]));
    expect(
      result.exchanges.map(({ method, seq, responseSeq }) => [method, seq, responseSeq]),
    ).toEqual([
      ['GET', 1, 2],
      ['POST', 3, 4],
    ]);
    expect(result.sessions).toMatchObject([{ user: 'a1' }]);
  });

  const several = har([
    entry({ url: 'https://cdn.test/a' }),
    entry({ url: 'https://cdn.test/b', method: 'GET' }),
    entry({ url: 'https://cdn.test/c', method: 'GET' }),
    entry({
      url: `${origin}/x`,
      postData: { mimeType: '', text: '[{"channel":"/meta/handshake"}]' },
    }),
    entry({ url: 'chrome-extension://abc/x' }),
    entry({ url: 'data:text/plain,x' }),
    entry({ entry: { _fromCache: 'disk' } }),
  ]);

  it('are those of the server to which Bayeux was spoken; what was left out is told', async () => {
    const { target, exchanges, summary } = await imported(folder, several);
    expect(target).toBe(origin);
    expect(exchanges.map(({ path, kind }) => [path, kind])).toEqual([['/x', 'bayeux']]);
    expect(summary.warnings).toEqual([
      '3 exchanges with other servers left out (https://cdn.test); --target names another server to import',
      '2 entries were left out: their URLs are not of HTTP (data:, blob:, an extension)',
      "1 answer from the browser's cache was left out: the server never saw the request",
    ]);
  });

  it('are those of the server that is named', async () => {
    const { target, exchanges } = await imported(folder, several, { target: 'https://cdn.test/' });
    expect(target).toBe('https://cdn.test');
    expect(exchanges.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
    await expect(imported(folder, several, { target: 'http://other.test' })).rejects.toThrow(
      /holds nothing of http:\/\/other\.test; it holds http:\/\/gws\.test:8080, https:\/\/cdn\.test$/u,
    );
  });

  it('have no secrets on the disk', async () => {
    const secrets = [
      'secret-a1',
      'e224f43a-secret',
      btoa('a1:secret-a1'),
      'my-bearer-token-123456',
    ];
    const { file, sessions } = await imported(
      folder,
      har([
        entry({
          headers: [
            ['Authorization', `Basic ${btoa('a1:secret-a1')}`],
            ['Cookie', 'JSESSIONID=e224f43a-secret'],
          ],
          url: `${origin}/a?access_token=my-bearer-token-123456`,
          postData: { mimeType: 'application/json', text: '{"password":"secret-a1"}' },
          text: '{"echo":"e224f43a-secret"}',
        }),
      ]),
    );
    const bytes = readFileSync(file);
    for (const secret of secrets) expect(bytes.includes(secret), secret).toBe(false);
    expect(sessions).toMatchObject([{ user: 'a1' }]);
  });

  it('take a label, and rules of redaction', async () => {
    const personal = har([entry({ text: '{"customer":"Ann Example"}' })]);
    const options = { label: 'monday', redactName: ['customer'] };
    const { file, label } = await imported(folder, personal, options);
    expect(label).toBe('monday');
    expect(readFileSync(file).includes('Ann Example')).toBe(false);
  });

  it('are labelled by the version that the server told', async () => {
    const version = entry({
      method: 'GET',
      url: `${origin}/api/v2/diagnostics/version`,
      text: '{"version":"8.5.202.96"}',
    });
    expect(await imported(folder, har([version]))).toMatchObject({ label: '8.5.202.96' });
  });

  it('are read past a byte order mark, and in whatever order members come', async () => {
    const { log } = fixture('playwright-websocket');
    const turned = { log: { ...log, entries: log.entries.map(turn) } };
    const { summary } = await imported(folder, `\ufeff${JSON.stringify(turned, null, '\t')}`);
    expect(summary).toMatchObject({ notifications: 4, correlated: 2 });
  });
});

function turn(value: object): object {
  return Object.fromEntries(Object.entries(value).reverse());
}
