import { describe, expect, it } from 'vitest';
import { runVitest } from './run-vitest.js';

/** What the tests below do to their stand-ins. */
const desktop = `
import { describe, expect, test as base } from 'vitest';
import { replay } from 'cometd-understudy';
import { standInFixture, standInTest } from 'cometd-understudy/vitest';

const path = '/api/v2/me/tweets/01QQQG2MU214P05K';
function call(standIn, body, user = 'a1', headers = {}) {
  const authorization = 'Basic ' + Buffer.from(user + ':x').toString('base64');
  return fetch(standIn.url + path, {
    method: 'POST',
    headers: { Authorization: authorization, ...headers },
    body: JSON.stringify(body),
  });
}
const accept = (standIn) => call(standIn, { operationName: 'Accept' });
const reject = (standIn) => call(standIn, { operationName: 'Reject' });
`;

const nearMiss = `the stand-in had no answer for 1 request:
  POST /api/v2/me/tweets/01QQQG2MU214P05K Reject
    near 30  POST /api/v2/me/tweets/01QQQG2MU214P05K Accept
      body/operationName: asked "Reject", recorded "Accept"`;

describe('a test of standInTest', () => {
  it('has a stand-in of its own, and fails where it missed something', async () => {
    const ended = await runVitest(`${desktop}
      const test = standInTest('tweet.db');
      const urls = [];
      test('finds its answer', async ({ standIn }) => {
        urls.push(standIn.url);
        expect((await accept(standIn)).status).toBe(200);
      });
      test('misses', async ({ standIn }) => {
        urls.push(standIn.url);
        await reject(standIn);
      });
      test('fails by itself too', async ({ standIn }) => {
        expect((await reject(standIn)).status).toBe(200);
      });
      test('has one that earlier tests have not touched', async ({ standIn }) => {
        urls.push(standIn.url);
        expect((await accept(standIn)).status).toBe(200);
        expect(new Set(urls).size).toBe(3);
        for (const url of urls.slice(0, 2)) await expect(fetch(url)).rejects.toThrow();
      });
    `);
    expect(ended.get('finds its answer')).toEqual({ passed: true, failures: [] });
    expect(ended.get('misses')?.passed).toBe(false);
    expect(ended.get('misses')?.failures.join()).toContain(nearMiss);
    expect(ended.get('fails by itself too')?.failures).toEqual([
      expect.stringContaining('expected 404 to be 200'),
      expect.stringContaining(nearMiss),
    ]);
    expect(ended.get('has one that earlier tests have not touched')?.passed).toBe(true);
  });

  it('may miss what it likes where it is not strict, and may choose its recording', async () => {
    const ended = await runVitest(`${desktop}
      const test = standInTest('absent.db', { strict: false, session: 'a2' });
      describe('elsewhere', () => {
        test.override({ recording: 'tweet.db' });
        test('misses', async ({ standIn, standInOptions }) => {
          expect((await reject(standIn)).status).toBe(404);
          expect(standInOptions.session).toBe('a2');
        });
      });
      test('has no recording', async ({ standIn }) => {});
      test('asks for none', () => {});
      describe('in strict', () => {
        test.override({ recording: 'tweet.db', standInOptions: { strict: true } });
        test('misses and fails', async ({ standIn }) => { await reject(standIn); });
      });
    `);
    expect(ended.get('misses')).toEqual({ passed: true, failures: [] });
    expect(ended.get('has no recording')?.failures).toEqual([
      expect.stringMatching(/^RecordingError: .*absent\.db/u),
    ]);
    expect(ended.get('asks for none')?.passed).toBe(true);
    expect(ended.get('misses and fails')?.failures.join()).toContain(nearMiss);
  });

  it('is another test extended, with hooks that see the stand-in while it is open', async () => {
    const ended = await runVitest(`${desktop}
      const test = base.extend({ user: 'a1' }).extend(standInFixture('tweet.db'));
      test.beforeEach(async ({ standIn }) => { expect((await fetch(standIn.url)).status).toBe(404); });
      test.afterEach(async ({ standIn }) => { expect((await accept(standIn)).status).toBe(200); });
      test('has both', async ({ standIn, user }) => {
        expect(user).toBe('a1');
        expect(standIn.report().misses).toHaveLength(1);
      });
    `);
    expect(ended.get('has both')?.failures.join()).toContain('no answer for 1 request');
  });

  it('starts anew when it is tried again', async () => {
    const ended = await runVitest(`${desktop}
      const test = standInTest('tweet.db');
      let tries = 0;
      test('gets it at the second try', { retry: 1 }, async ({ standIn }) => {
        await (++tries === 1 ? reject : accept)(standIn);
      });
    `);
    expect(ended.get('gets it at the second try')?.passed).toBe(true);
  });

  it('never sees what others do that run at the same time', async () => {
    const ended = await runVitest(`${desktop}
      const test = standInTest('tweet.db', { session: 'a1' });
      let here = 0;
      let go;
      const allHere = new Promise((resolve) => { go = resolve; });
      describe.concurrent('at once', () => {
        for (let n = 0; n < 20; n++) {
          test('plays ' + n, async ({ standIn }) => {
            if (++here === 5) go();
            await allHere;
            expect((await accept(standIn)).status).toBe(200);
            expect(await (await accept(standIn).then(() => accept(standIn))).status).toBe(404);
          });
        }
      });
    `);
    expect(ended.size).toBe(20);
    for (const { failures } of ended.values()) {
      expect(failures).toEqual([expect.stringContaining('given already')]);
      expect(failures[0]).toContain('no answer for 2 requests');
    }
  });
});
