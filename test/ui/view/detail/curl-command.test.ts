import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { BodyDetail, HeaderList } from '../../../../src/ui/protocol/detail.js';
import { curlCommand } from '../../../../src/ui/view/detail/curl-command.js';
import { binaryBody, exchangeDetail, textBody } from './exchange-detail.js';
import { OneRequest, type ReceivedRequest, ran } from './received-request.js';

const noCurl = spawnSync('curl', ['--version']).status !== 0;
if (noCurl && process.env.CI) throw new Error('there is no curl, which must be there in CI');
if (noCurl) process.stderr.write('left out: there is no curl to run the copied commands with\n');

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: HeaderList;
  readonly body?: BodyDetail | null;
}

/** What a server gets from the command of such a request. */
async function sent({
  method = 'POST',
  path = '/a',
  headers = [],
  body = null,
}: Asked): Promise<ReceivedRequest & { readonly notes: readonly string[] }> {
  await using server = await OneRequest.open();
  const detail = exchangeDetail(
    { method, path },
    { requestHeaders: headers, requestBody: body, target: server.origin },
  );
  const { command, notes } = curlCommand(detail);
  return { ...(await server.sentBy(command)), notes };
}

/** Bytes that a shell, a terminal or curl would take for something else. */
const HOSTILE = [
  `it's "quoted" \`pwd\` $(id) $HOME \${HOME} !! !x`,
  '\\ \\\\ \\n %s %% %d \\0 \\x41',
  '@/etc/passwd',
  '--output /tmp/x',
  '-',
  '',
  'a\nb\n\n',
  'ends in a line feed\n',
  'tab\there, carriage\r\nreturn, \u001b[31mescape\u001b[0m, bell\u0007',
  'nul\0in it',
  "'",
  "''",
  '\u202Eturned round\u2066',
  'a=b&c={d}[1-9]#~',
  'ü é 漢 😀',
  '-n\u0001 begins with a dash',
  "-e '\u0001'",
  '~root ~ {a,b} * ? <x >y |z ;&',
];

describe.skipIf(noCurl)('a copied command, run with curl', () => {
  it.each(HOSTILE)('sends this body byte for byte: %j', async (text) => {
    const { body } = await sent({ body: textBody(text) });
    expect(body.toString()).toBe(text);
  });

  it('sends a binary body byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, at) => (at * 7) % 256);
    expect((await sent({ body: binaryBody(bytes) })).body.equals(Buffer.from(bytes))).toBe(true);
  });

  it('sends a body that is longer than a word of a command may be', async () => {
    const text = `{"a":"${"x'$y".repeat(100_000)}"}`;
    expect((await sent({ body: textBody(text) })).body.toString()).toBe(text);
  });

  it('sends headers as they were, repeats and case included, and none of its own', async () => {
    const headers: HeaderList = [
      ['X-Twice', '1'],
      ['x-twice', '2'],
      ['X-Empty', ''],
      ['X-Hostile', `it's $(id) "x" \\ %s \`pwd\` !! @file`],
      ['X-Tab', 'a\tb'],
      ['content-TYPE', 'application/json; charset=utf-8'],
    ];
    const got = await sent({ headers, body: textBody('{}') });
    expect(got.headers).toEqual([...headers, ['Content-Length', '2']]);
  });

  it('sends bytes of headers that are no ASCII as they came', async () => {
    const headers: HeaderList = [['X-Name', 'caf\u00e9 \u00ff!']];
    expect((await sent({ method: 'GET', headers })).headers).toEqual(headers);
  });

  it('leaves to the connection what belongs to it', async () => {
    const { headers } = await sent({
      headers: [
        ['Host', 'recorder:1'],
        ['Connection', 'keep-alive, X-Hop'],
        ['X-Hop', '1'],
        ['Keep-Alive', 'timeout=5'],
        ['Transfer-Encoding', 'chunked'],
        ['Content-Length', '999'],
        ['Expect', '100-continue'],
        ['X-Kept', '1'],
      ],
      body: textBody('ab'),
    });
    expect(headers).toEqual([
      ['X-Kept', '1'],
      ['Content-Length', '2'],
    ]);
  });

  it.each([
    '/api/v2/me?subresources=*',
    "/a'b?c=$(id)&d=%20%27!x",
    '/a/../b/./c?x=/../y',
    '/a//b/%2e%2e/c',
    '/a?x={1,2}[1-3]#not a fragment'.replaceAll(' ', '%20'),
    '/a"b|c\\d^e`f',
    '*',
    'http://other.test/absolute',
    '/caf\u00e9',
    '-x',
  ])('asks for this target as it was: %j', async (path) => {
    const { target, method } = await sent({ method: 'OPTIONS', path });
    expect({ method, target }).toEqual({ method: 'OPTIONS', target: path });
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'M-SEARCH'])(
    'makes a request of this method, without a body: %s',
    async (method) => {
      const got = await sent({ method });
      expect(got).toMatchObject({ method, target: '/a', headers: [] });
    },
  );

  it.each(['GET', 'PUT', 'DELETE', 'PROPFIND'])(
    'makes a request of this method, with a body: %s',
    async (method) => {
      const got = await sent({ method, body: textBody('{"a":1}') });
      expect({ method: got.method, body: got.body.toString() }).toEqual({
        method,
        body: '{"a":1}',
      });
    },
  );

  it('asks for a compressed answer as it was asked for', async () => {
    const headers: HeaderList = [['Accept-Encoding', 'gzip']];
    expect((await sent({ method: 'GET', headers })).headers).toEqual(headers);
  });

  it('runs as it is where something was redacted, and sends pseudonyms then', async () => {
    const secret = `~${'a'.repeat(22)}`;
    const { headers, body, target } = await sent({
      path: `/a?token=${secret}`,
      headers: [['Cookie', `A=1; JSESSIONID=${secret}; B='2'`]],
      body: textBody(`{"password":"${secret}","it's":"\u0001 ${secret}"}`),
    });
    expect(target).toBe(`/a?token=${secret}`);
    expect(headers[0]).toEqual(['Cookie', `A=1; JSESSIONID=${secret}; B='2'`]);
    expect(body.toString()).toBe(`{"password":"${secret}","it's":"\u0001 ${secret}"}`);
  });

  it('sends Basic credentials whose password is a pseudonym as such credentials', async () => {
    const { headers } = await sent({
      method: 'GET',
      headers: [['Authorization', `Basic m%201:~${'b'.repeat(22)}`]],
    });
    const [name, value = ''] = headers[0] ?? [];
    expect(name).toBe('Authorization');
    expect(Buffer.from(value.replace('Basic ', ''), 'base64').toString()).toBe(
      `m 1:~${'b'.repeat(22)}`,
    );
  });

  it('sends no header that would smuggle another request in', async () => {
    const { headers, notes } = await sent({
      method: 'GET',
      path: '/a b\r\nX-Evil: 1',
      headers: [
        ['X-Evil', 'a\r\nX-Other: b'],
        ['@file', 'x'],
        ['X-Good', '1'],
      ],
    });
    expect(headers).toEqual([['X-Good', '1']]);
    expect(notes).toHaveLength(2);
  });

  it('asks the recorded server where Origin and Referer name the recorder', async () => {
    await using server = await OneRequest.open();
    const { command } = curlCommand(
      exchangeDetail(
        { method: 'GET', path: '/' },
        {
          target: server.origin,
          requestHeaders: [
            ['Host', 'recorder:8080'],
            ['Origin', 'http://recorder:8080'],
            ['Referer', 'http://recorder:8080/desk'],
            ['Referer', 'http://recorder:80801/desk'],
          ],
        },
      ),
    );
    expect((await server.sentBy(command)).headers).toEqual([
      ['Origin', server.origin],
      ['Referer', `${server.origin}/desk`],
      ['Referer', 'http://recorder:80801/desk'],
    ]);
  });
});

describe('a copied command', () => {
  it('is what one would write oneself', () => {
    const { command, notes } = curlCommand(
      exchangeDetail(
        { method: 'POST', path: '/api/v2/me/tweets/07B' },
        {
          target: 'http://gws.test:8090',
          requestHeaders: [
            ['Accept', '*/*'],
            ['User-Agent', 'desk'],
            ['Content-Type', 'application/json'],
            ['X-CSRF-TOKEN', `~${'c'.repeat(22)}`],
            ['Host', '127.0.0.1:8080'],
          ],
          requestBody: textBody('{"operationName":"Accept"}'),
        },
      ),
    );
    expect(command).toBe(
      [
        `SECRET_X_CSRF_TOKEN='~${'c'.repeat(22)}'`,
        'curl \\',
        '  http://gws.test:8090/api/v2/me/tweets/07B \\',
        "  --header 'Accept: */*' \\",
        "  --header 'User-Agent: desk' \\",
        "  --header 'Content-Type: application/json' \\",
        `  --header 'X-CSRF-TOKEN: '"$SECRET_X_CSRF_TOKEN" \\`,
        `  --data-binary '{"operationName":"Accept"}'`,
      ].join('\n'),
    );
    expect(notes).toEqual([
      'What was redacted is a variable that begins with SECRET_: put the real value there.',
    ]);
  });

  it('gives the shell exactly the words that are meant, whatever is in them', async () => {
    const asWords = `curl() { printf '%s\\0' "$@"; [ "\${@: -1}" != @- ] || cat; }`;
    for (const text of HOSTILE) {
      const { command } = curlCommand(
        exchangeDetail({ method: 'PUT', path: '/x' }, { requestBody: textBody(text) }),
      );
      const { stdout, stderr } = await ran(`${asWords}\n${command}`);
      expect(stderr).toBe('');
      const before = [
        ...['--request', 'PUT', 'http://127.0.0.1:1/x'],
        ...['User-Agent:', 'Accept:', 'Content-Type:'].flatMap((header) => ['--header', header]),
      ];
      const meant = (words: readonly string[]) => [...before, ...words, ''].join('\0');
      expect([
        meant(['--data-binary', text]),
        meant(['--data-raw', text]),
        meant(['--data-binary', '@-']) + text,
      ]).toContain(stdout.toString());
    }
  });

  it('holds no control or format character, so that no terminal acts on it', () => {
    for (const text of HOSTILE) {
      const { command } = curlCommand(
        exchangeDetail(
          { method: 'GET', path: `/${text}` },
          { requestHeaders: [['X', text]], requestBody: textBody(text) },
        ),
      );
      expect(command).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
    }
  });

  it('gives each secret one variable, of a name that no shell knows', () => {
    const [one, two] = [`~${'1'.repeat(22)}`, `~${'2'.repeat(22)}`];
    const { command } = curlCommand(
      exchangeDetail(
        { method: 'GET', path: '/' },
        { requestHeaders: [['Cookie', `PATH=${one}; path=${two}; again=${one}`]] },
      ),
    );
    expect(command.split('\n').slice(0, 2)).toEqual([
      `SECRET_PATH='${one}'`,
      `SECRET_PATH_2='${two}'`,
    ]);
    expect(command.match(/"\$SECRET_PATH"/gu)).toHaveLength(2);
  });

  it('says which body it lacks, and where it can be had', () => {
    const cut = curlCommand(exchangeDetail({}, { requestBody: textBody('{"a', { cut: true }) }));
    expect(cut.command).toContain('--data-binary @request-12');
    expect(cut.notes.join(' ')).toContain('download it as request-12');
    const omitted = curlCommand(
      exchangeDetail(
        {},
        { requestBody: { ...textBody(''), text: null, omitted: 'too-large', digest: 'ff' } },
      ),
    );
    expect(omitted.notes.join(' ')).toContain('not stored (too-large)');
  });

  it('sends decoded what came encoded', () => {
    const { command, notes } = curlCommand(
      exchangeDetail(
        {},
        {
          requestHeaders: [['Content-Encoding', 'gzip']],
          requestBody: textBody('{}', { encoding: 'gzip' }),
        },
      ),
    );
    expect(command).not.toContain('Content-Encoding');
    expect(notes.join(' ')).toContain('came as gzip');
  });
});
