import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { fixture, imported, story } from './import-fixture.js';
import { asFirefox, asHttp2, asMitmproxy, asSanitized } from './other-writers.js';

const folder = temporaryFolder();
const polling = fixture('playwright-long-polling');
const websocket = fixture('playwright-websocket');

const calls = [
  'POST /api/v2/me StartContactCenterSession',
  'POST /api/v2/me/tweets/01QQQG2MU214P05K Accept',
  'POST /api/v2/me/tweets/01QQQG2MU214P05K Complete',
  'POST /api/v2/me EndContactCenterSession',
];
const notifications = ['Invited', 'Invited', 'Processing', 'Completed'].map(
  (state) => `/v2/me/tweets ${state}`,
);
const links = [
  'Processing answers POST /api/v2/me/tweets/01QQQG2MU214P05K Accept by reference-response',
  'Completed answers POST /api/v2/me/tweets/01QQQG2MU214P05K Complete by reference-response',
];
const whole = { users: ['a1'], calls, notifications, links };

describe('a HAR of an agent in a browser, with long-polling', () => {
  it.each([
    ['Playwright', polling],
    ['Chrome', fixture('chrome-long-polling')],
    ['Chrome over HTTP/2', asHttp2(fixture('chrome-long-polling'))],
    ['Firefox', asFirefox(polling)],
  ])('becomes a recording with sessions, calls, notifications and links: %s', async (_, har) => {
    const result = await imported(folder, har);
    expect(story(result)).toEqual(whole);
    expect(result.exchanges.every(({ session }) => session === 1)).toBe(true);
    expect(result.summary).toMatchObject({ format: 'har', sessions: 1, calls: 4, correlated: 2 });
    expect(result.summary.warnings).toEqual([
      '1 entry was left out: its URL is not of HTTP (data:, blob:, an extension)',
    ]);
    expect(result.target).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  });
});

describe('a HAR of which something is not told', () => {
  it.each([
    ['long-polling', fixture('chrome-sanitized-long-polling')],
    ['a websocket', asSanitized(fixture('chrome-websocket'))],
  ])(
    'has one session without a user if Chrome left out cookies and credentials: %s',
    async (_, har) => {
      const result = await imported(folder, har);
      expect(story(result)).toEqual({ ...whole, users: [null] });
      expect(result.exchanges.every(({ session }) => session === 1)).toBe(true);
    },
  );

  it('leaves requests without any identity to no session where connections are not told: mitmproxy', async () => {
    const result = await imported(folder, asMitmproxy(polling));
    expect(story(result)).toEqual(whole);
    const anonymous = result.exchanges.filter(({ session }) => session === null);
    expect(anonymous.map(({ path, status }) => [path, status])).toEqual([
      ['/api/v2/diagnostics/version', 403],
      ['/api/v2/me?subresources=*', 403],
    ]);
  });
});

describe('a HAR of an agent in a browser, with a websocket', () => {
  it.each([
    ['Playwright', websocket],
    ['Chrome', fixture('chrome-websocket')],
    ['mitmproxy', asMitmproxy(websocket)],
  ])('becomes the same recording, with its frames: %s', async (_, har) => {
    const result = await imported(folder, har);
    expect(story(result)).toEqual(whole);
    expect(result.sessions).toMatchObject([{ transport: 'websocket' }]);
  });

  it('has no notifications where the writer leaves frames out, and says so: Firefox', async () => {
    const result = await imported(folder, asFirefox(websocket));
    expect(story(result)).toEqual({ ...whole, notifications: [], links: [] });
    expect(result.summary.warnings).toContain(
      '1 websocket comes without its frames: notifications that came over it are missing',
    );
  });
});
