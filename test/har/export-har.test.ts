import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportRecording } from '../../src/index.js';
import { root } from '../e2e/command.js';
import { shippedRecordings } from '../e2e/shipped-recordings.js';
import {
  BUILT_AT,
  buildRecording,
  plainBody,
  type RecordingBuilder,
} from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { schemaComplaint } from './har-schema.js';
import type { Entry, Har } from './har-shapes.js';
import { imported } from './import-fixture.js';

const folder = temporaryFolder();

async function textOf(file: string): Promise<string> {
  let text = '';
  await exportRecording(file, {
    format: 'har',
    write: (chunk) => {
      text += chunk;
    },
  });
  return text;
}

async function exported(build: (recording: RecordingBuilder) => void): Promise<Har> {
  const file = folder.path('built.db');
  buildRecording(file, build);
  const har = JSON.parse(await textOf(file)) as Har;
  expect(schemaComplaint(har)).toBeNull();
  return har;
}

const only = ({ log }: Har): Entry => {
  const [entry, another] = log.entries;
  if (entry === undefined || another !== undefined) throw new Error('not one entry');
  return entry;
};

describe('a recording as HAR', () => {
  it.each(shippedRecordings.map(({ name }) => name))(
    'is as the schema says, and the same each time: %s',
    async (name) => {
      const file = path.join(root, 'recordings', `${name}.db`);
      const text = await textOf(file);
      const har = JSON.parse(text) as Har;
      expect(schemaComplaint(har)).toBeNull();
      for (const { time, timings, startedDateTime } of har.log.entries) {
        const parts = Object.values(timings as Record<string, number>);
        expect(parts.reduce((sum, part) => sum + Math.max(0, part), 0)).toBe(time);
        expect(startedDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
      }
      expect(await textOf(file)).toBe(text);
    },
  );

  it('has a page for each session, and says which entries are of it', async () => {
    const { log } = await exported((recording) => {
      recording.exchange({ session: recording.session('a1'), path: '/a' });
      recording.exchange({ session: recording.session(), path: '/b' });
      recording.exchange({ session: null, path: '/c' });
    });
    expect(log.pages).toMatchObject([
      { id: 'session_1', title: 'a1' },
      { id: 'session_2', title: 'session 2' },
    ]);
    expect(log.entries.map(({ pageref }) => pageref)).toEqual([
      'session_1',
      'session_2',
      undefined,
    ]);
  });

  it('has headers in order with repeats, cookies, parameters and forms taken apart', async () => {
    const entry = only(
      await exported((recording) => {
        recording.exchange({
          session: null,
          path: '/a?b=c%20d&b=e+f&g',
          requestHeaders: [
            ['X-Twice', '1'],
            ['Cookie', 'a=1; b="2"'],
            ['x-twice', '2'],
            ['Content-Type', 'application/x-www-form-urlencoded'],
          ],
          requestBody: 'h=i&j=',
          responseHeaders: [
            [
              'Set-Cookie',
              'k=l; Path=/m; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly; SameSite=Lax',
            ],
            ['Location', '/n'],
          ],
          status: 302,
        });
      }),
    );
    expect(entry.request.headers.map(({ name }) => name)).toEqual([
      'X-Twice',
      'Cookie',
      'x-twice',
      'Content-Type',
    ]);
    expect(entry.request).toMatchObject({
      queryString: [
        { name: 'b', value: 'c d' },
        { name: 'b', value: 'e f' },
        { name: 'g', value: '' },
      ],
      cookies: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
      postData: {
        mimeType: 'application/x-www-form-urlencoded',
        text: 'h=i&j=',
        params: [
          { name: 'h', value: 'i' },
          { name: 'j', value: '' },
        ],
      },
      bodySize: 6,
    });
    expect(entry.response).toMatchObject({
      status: 302,
      redirectURL: '/n',
      cookies: [
        {
          name: 'k',
          value: 'l',
          path: '/m',
          expires: '2026-10-21T07:28:00.000Z',
          httpOnly: true,
          secure: false,
          sameSite: 'Lax',
        },
      ],
    });
  });

  it('has bytes that are no text as Base64', async () => {
    const entry = only(
      await exported((recording) => {
        const bytes = Uint8Array.of(0xff, 0, 0x80);
        recording.exchange({ session: null, path: '/a', requestBody: bytes, responseBody: bytes });
      }),
    );
    expect(entry.request.postData).toMatchObject({ text: '/wCA', _encoding: 'base64' });
    expect(entry.response.content).toMatchObject({ text: '/wCA', encoding: 'base64', size: 3 });
  });

  it.each([
    ['open', null, 'no answer when the recording ended'],
    ['unreachable', null, 'the server could not be reached'],
    ['cut-by-desktop', null, 'the desktop hung up'],
    ['cut-by-server', 200, 'the server cut the answer short'],
  ] as const)('says why there is no whole answer: %s', async (outcome, status, error) => {
    const entry = only(
      await exported((recording) => {
        recording.exchange({ session: null, path: '/a', outcome, status });
      }),
    );
    expect(entry.response).toMatchObject({ status: status ?? 0, _error: error });
    expect(entry._understudy).toMatchObject({ outcome });
  });

  it('says of each call what answers it, and of each notification which call', async () => {
    const { log } = await exported((recording) => {
      const session = recording.session('a1');
      const call = recording.exchange({
        session,
        path: '/api/v2/me/tweets/T1',
        requestBody: '{"operationName":"Complete"}',
        responseBody: '{"statusCode":0,"referenceId":45}',
      });
      const notification = recording.notification({
        session,
        data: { referenceId: 45, twitter: { id: 'T1', state: 'Completed' } },
      });
      recording.notification({ session, data: { twitter: { id: 'T2', state: 'Invited' } } });
      const evidence = { reference: '45' };
      recording.link({ call, notification, rule: 'reference-response', evidence, copy: false });
    });
    const own = log.entries.map(({ _understudy }) => _understudy) as {
      readonly kind: string;
      readonly messages?: unknown;
    }[];
    expect(own.find(({ kind }) => kind === 'call')).toMatchObject({
      operation: 'Complete',
      referenceId: '45',
      notifications: [
        {
          session: 1,
          channel: '/v2/me/tweets',
          rule: 'reference-response',
          evidence: { reference: '45' },
          copy: false,
        },
      ],
    });
    const messages = own.flatMap(({ messages: each = [] }) => each);
    expect(messages).toMatchObject([
      { call: expect.any(Number), rule: 'reference-response' },
      { call: null, rule: null, evidence: null },
    ]);
  });

  it('comes back with what HAR has no words for', async () => {
    const file = folder.path('built.db');
    const omitted = {
      content: null,
      encoded: null,
      encoding: 'x-odd',
      length: 99,
      digest: 'ab'.repeat(32),
      omitted: 'unknown-encoding',
    } as const;
    buildRecording(file, (recording) => {
      recording.exchange({
        session: null,
        path: '*',
        method: 'OPTIONS',
        requestTrailers: [['X-Sum', '1']],
        requestBody: plainBody(''),
        responseHeaders: [['Content-Encoding', 'x-odd']],
        responseBody: omitted,
        responseRedacted: ['header/x-secret'],
      });
      recording.exchange({ session: null, path: '/open', outcome: 'open' });
      recording.gap({ from: BUILT_AT, to: BUILT_AT + 5, reason: 'full disk' });
    });
    const { exchanges, summary } = await imported(folder, await textOf(file));
    expect(exchanges).toMatchObject([
      {
        path: '*',
        requestTrailers: [['X-Sum', '1']],
        requestBody: { length: 0 },
        responseBody: omitted,
        responseRedacted: ['header/x-secret'],
      },
      { path: '/open', outcome: 'open', requestBody: null, responseBody: null },
    ]);
    expect(summary.warnings).toEqual([]);
  });
});
