import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.js';
import type {
  Body,
  Link,
  MessageRow,
  RequestRow,
  ResponseRow,
} from '../../src/recording/exchange.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { buildRecording, plainBody } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

const START = 1_767_225_600_000;

const request: RequestRow = {
  id: 1,
  session: null,
  connection: 3,
  seq: 1,
  startedAt: START + 0.125,
  method: 'POST',
  path: '/api/v2/me/tweets/01QQ?x=1',
  httpVersion: '1.1',
  headers: [
    ['Host', 'a'],
    ['X-Twice', '1'],
    ['x-twice', '\u00ff"\\'],
  ],
  trailers: [['Trailer', 't']],
  body: plainBody('{"operationName":"Complete"}'),
  kind: 'call',
  operation: 'Complete',
  reference: '"r7"',
  redacted: ['header:authorization'],
};

const response: ResponseRow = {
  exchange: 1,
  seq: 4,
  endedAt: START + 10.5,
  status: 200,
  reason: 'Très bien',
  httpVersion: '1.0',
  outcome: 'cut-by-server',
  headers: [
    ['Set-Cookie', 'a=b'],
    ['Set-Cookie', 'c=d'],
  ],
  trailers: [['T', 'u']],
  body: plainBody('{"statusCode":0,"referenceId":9007199254740993}'),
  reference: '9007199254740993',
  redacted: ['body:/password'],
};

const message: MessageRow = {
  id: 1,
  exchange: 1,
  seq: 2,
  at: START + 5.25,
  direction: 'to-desktop',
  channel: '/v2/me/tweets',
  clientId: 'c1',
  text: '{"channel":"/v2/me/tweets","data":{"a":1.10,"a":"\\u00e9\u{1f600}"}}',
  notification: {
    messageType: 'TwitterStateChangeMessage',
    notificationType: 'StatusChange',
    referenceId: '18446744073709551615',
    data: '{"a":1.10,"a":"\\u00e9\u{1f600}"}',
  },
  redacted: ['message:/ext'],
};

const link: Link = {
  call: 1,
  notification: 1,
  rule: 'resource',
  evidence: { id: '01QQ', nested: [1, { deep: null }] },
  copy: true,
};

it('gives back every field as it was written', () => {
  const file = folder.path('new/folders/a.db');
  const facts = {
    label: '8.5',
    target: 'http://gws.test',
    only: '["Complete","Accept"]',
    exclude: '["/static"]',
    failed_waits: '["m1 waited in vain"]',
  };
  const writer = createRecording(file, { startedAt: START, facts });
  writer.request(request);
  writer.message(message);
  writer.message({ ...message, id: 2, seq: 3, channel: null, clientId: null, notification: null });
  writer.response(response);
  writer.assign(1, 7);
  writer.user(7, 'agent');
  writer.session(7, START);
  writer.link(link);
  writer.gap({ from: START + 1.5, to: START + 2, reason: 'stalled' });
  writer.fact('label', '8.6');
  const gaps = [{ from: START + 1.5, to: START + 2, reason: 'stalled' }];
  expect(writer.close(START + 1000)).toEqual({ gaps, clean: true });

  using recording = openRecording(file);
  expect(recording.file).toBe(file);
  expect(recording.info).toEqual({
    label: '8.6',
    target: 'http://gws.test',
    origin: null,
    startedAt: START,
    endedAt: START + 1000,
    interrupted: false,
    rules: null,
    only: ['Complete', 'Accept'],
    exclude: ['/static'],
    series: null,
    failedWaits: ['m1 waited in vain'],
    gaps,
  });
  expect([...recording.exchanges()]).toEqual([
    {
      id: 1,
      session: 7,
      connection: 3,
      seq: 1,
      responseSeq: 4,
      startedAt: request.startedAt,
      endedAt: response.endedAt,
      kind: 'call',
      method: 'POST',
      path: request.path,
      operation: 'Complete',
      requestReference: '"r7"',
      responseReference: '9007199254740993',
      status: 200,
      reason: 'Très bien',
      outcome: 'cut-by-server',
      requestHeaders: request.headers,
      responseHeaders: response.headers,
      requestTrailers: request.trailers,
      responseTrailers: response.trailers,
      requestRedacted: request.redacted,
      responseRedacted: response.redacted,
      requestBody: request.body,
      responseBody: response.body,
    },
  ]);
  expect([...recording.messages()]).toEqual([
    { ...message, session: 7 },
    { ...message, id: 2, seq: 3, channel: null, clientId: null, notification: null, session: 7 },
  ]);
  expect(recording.message(3)).toBeNull();
  expect(recording.exchange(2)).toBeNull();
  expect(recording.links()).toEqual([link]);
  expect(recording.sessions()).toEqual([
    { id: 7, user: 'agent', transport: null, startedAt: START, endedAt: response.endedAt },
  ]);
});

const json = Buffer.from('{"a":"\u00e9"}');
const zipped = gzipSync(json);
const BODIES: readonly (readonly [what: string, body: Body, shown: unknown])[] = [
  ['empty', plainBody(''), ''],
  ['text with NUL and a byte order mark', plainBody('\ufeffa\0b'), '\ufeffa\0b'],
  ['invalid UTF-8', plainBody(Uint8Array.of(0x61, 0xff, 0)), Buffer.from('61ff00', 'hex')],
  [
    'a lone surrogate in UTF-8',
    plainBody(Buffer.from('eda080', 'hex')),
    Buffer.from('eda080', 'hex'),
  ],
  [
    'every byte',
    plainBody(Uint8Array.from({ length: 256 }, (_, i) => i)),
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  ],
  ['invalid JSON', plainBody('{"RRequestedSkills":None'), '{"RRequestedSkills":None'],
  ['a megabyte', plainBody('x'.repeat(1 << 20)), 'x'.repeat(1 << 20)],
  [
    'gzip',
    {
      content: json,
      encoded: zipped,
      encoding: 'gzip',
      length: zipped.length,
      digest: null,
      omitted: null,
    },
    json.toString(),
  ],
  [
    'gzip with something redacted',
    { content: json, encoded: null, encoding: 'gzip', length: 99, digest: null, omitted: null },
    json.toString(),
  ],
  [
    'what is not kept',
    {
      content: null,
      encoded: null,
      encoding: 'zstd',
      length: 5,
      digest: 'ab12',
      omitted: 'unknown-encoding',
    },
    null,
  ],
];

it.each(BODIES)('keeps a body to the byte: %s', (_what, body, shown) => {
  const file = folder.path('a.db');
  buildRecording(file, (b) => {
    b.exchange({ path: '/', requestBody: null, responseBody: body });
    b.exchange({ path: '/', requestBody: body, outcome: 'open' });
  });
  using recording = openRecording(file);
  expect(recording.exchange(1)?.requestBody).toBeNull();
  expect(inHex(recording.exchange(1)?.responseBody)).toEqual(inHex(body));
  expect(inHex(recording.exchange(2)?.requestBody)).toEqual(inHex(body));
  expect(recording.exchange(2)?.responseBody).toBeNull();

  const database = new Database(file, { readonly: true });
  const rows = database.prepare('SELECT request_body, response_body FROM exchanges').raw().all();
  const stored = database.prepare('SELECT count(*) FROM body').pluck().get();
  database.close();
  expect(rows).toEqual([
    [null, shown],
    [shown, null],
  ]);
  expect(stored).toBe(body.content === null || body.length > 256 * 1024 ? 2 : 1);
});

/** Bytes as text, which the test runner compares far quicker. */
function inHex(body: Body | null | undefined): unknown {
  const hex = (bytes: Uint8Array | null | undefined): string | null =>
    bytes ? Buffer.from(bytes).toString('hex') : null;
  return { ...body, content: hex(body?.content), encoded: hex(body?.encoded) };
}

it('keeps apart bodies that differ only in how they came', () => {
  const file = folder.path('a.db');
  const bodies: Body[] = [
    plainBody('same'),
    { ...plainBody('same'), encoding: 'gzip', length: 30 },
    { ...plainBody('same'), encoding: 'gzip', encoded: Buffer.from('zip'), length: 3 },
    { ...plainBody('samezip'), encoding: 'gzip', length: 3 },
  ];
  buildRecording(file, (b) => {
    for (const body of bodies) b.exchange({ path: '/', responseBody: body });
  });
  using recording = openRecording(file);
  expect(Array.from(recording.exchanges(), (each) => each.responseBody)).toEqual(bodies);
});

it('writes half a surrogate pair as the replacement character', () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: START });
  writer.message({ ...message, text: '"x\ud800"', notification: null });
  writer.close(START);
  using recording = openRecording(file);
  expect(recording.message(1)?.text).toBe('"x\ufffd"');
});

it('gives exchanges and messages in wire order, whatever the order of their ids', () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: START });
  for (const [id, seq] of [
    [1, 9],
    [2, 3],
    [3, 5],
  ] as const) {
    writer.request({ ...request, id, seq });
    writer.message({ ...message, id, exchange: id, seq: seq + 1 });
  }
  writer.close(START);
  using recording = openRecording(file);
  expect(Array.from(recording.exchanges(), ({ seq }) => seq)).toEqual([3, 5, 9]);
  expect(Array.from(recording.messages(), ({ id }) => id)).toEqual([2, 3, 1]);
});
