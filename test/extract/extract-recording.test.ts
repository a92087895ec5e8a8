import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import type { ExtractFilter } from '../../src/extract/extract-options.js';
import { extractRecording } from '../../src/extract/extract-recording.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { replay } from '../../src/replay/replay.js';
import { mediaAgent } from '../desktops/media-agent.js';
import { runDesktop } from '../desktops/run-desktop.js';
import { agent, logIn, operate, post, type Script, supervisor } from '../desktops/scripts.js';
import { tweetNotices } from '../desktops/tweet-notices.js';
import { root } from '../e2e/command.js';
import { dump } from '../merge/dump.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent } from '../replay/agent-recording.js';

const folder = temporaryFolder();
const shipped = (name: string): string => path.join(root, 'recordings', `${name}.db`);
const listen = { host: '127.0.0.1', port: 0 };
const nothing = { unplayed: [], misses: [], undelivered: [] };

async function extracted(file: string, filter: ExtractFilter): Promise<string> {
  const output = folder.path('extract.db');
  await extractRecording(file, { output, ...filter });
  expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
  return output;
}

/** Lets a real desktop play an extract, which must be all that it needs, and no more. */
async function played(file: string, script: Script, user: string): Promise<void> {
  await using standIn = await replay(file, { listen });
  await runDesktop(script, { url: standIn.url, user, client: 'cometd9' });
  expect(standIn.report()).toMatchObject(nothing);
}

const invited = async (desktop: Parameters<Script>[0]): Promise<readonly string[]> => {
  await desktop.until('2 invitations', (sights) => tweetNotices(sights).length >= 2);
  return tweetNotices(desktop.transcript().sights).map(({ id }) => id);
};

const start = { operationName: 'StartContactCenterSession', channels: ['voice', 'twitter'] };
const completion = {
  operationName: 'Complete',
  queuePath: '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d',
  saveLAR: true,
};

describe('extractRecording', () => {
  it('extracts everything where nothing is said, to the last byte', async () => {
    const file = shipped('everything');
    expect(dump(await extracted(file, {}))).toEqual(dump(file));
  });

  it.each(['a1', '2'])('extracts a session that its desktop can play: %s', async (session) => {
    const file = await extracted(shipped('complete-tweet'), { session: [session] });
    using recording = openRecording(file);
    expect(recording.sessions().map(({ user }) => user)).toEqual(['a1']);
    using all = openRecording(shipped('complete-tweet'));
    const sessions = new Set([...recording.exchanges()].map((each) => each.session));
    expect(sessions).toEqual(new Set([2]));
    for (const exchange of recording.exchanges()) {
      expect(exchange).toMatchObject({ seq: all.exchange(exchange.id)?.seq });
    }
    await played(file, agent(), 'a1');
  });

  it('extracts a supervisor, who is told of what others did who are not there', async () => {
    const file = await extracted(shipped('complete-tweet'), { session: ['s1'] });
    using recording = openRecording(file);
    expect(recording.links()).toEqual([]);
    await played(file, supervisor({ copies: 12 }), 's1');
  });

  it('extracts a session with a websocket', async () => {
    const file = await extracted(shipped('everything-websocket'), { session: ['m1'] });
    await played(file, mediaAgent(), 'm1');
  });

  it('extracts calls by their operations, with what they caused and what it takes to get there', async () => {
    const file = await extracted(shipped('complete-tweet'), {
      session: ['a1'],
      operation: ['Start*', 'Complete'],
    });
    using recording = openRecording(file);
    const operations = [...recording.exchanges()].flatMap(({ operation }) => operation ?? []);
    expect(new Set(operations)).toEqual(new Set(['StartContactCenterSession', 'Complete']));
    await played(
      file,
      async (desktop) => {
        await logIn(desktop);
        await desktop.handshake();
        await desktop.subscribe('/v2/me/*');
        await post(desktop, '/api/v2/me', start);
        for (const id of await invited(desktop)) {
          await operate(desktop, id, completion, 'Completed');
        }
        await desktop.request('POST', '/api/v2/me/tweets/01QQQG2MU214ZZZZ', {
          body: JSON.stringify(completion),
        });
        await desktop.disconnect();
      },
      'a1',
    );
  });

  it('extracts whoever was told of a call, too, unless sessions are named', async () => {
    const file = await extracted(shipped('complete-tweet'), { operation: ['Complete'] });
    using recording = openRecording(file);
    expect(recording.sessions().map(({ user }) => user)).toEqual(['s1', 'a1', 'a2']);
    expect(recording.links().filter(({ copy }) => copy)).toHaveLength(4);
    expect(recording.links().filter(({ copy }) => !copy)).toHaveLength(4);
  });

  it.each(['complete-tweet', 'everything-websocket'])(
    'extracts a stretch of time with what it takes to get there: %s',
    async (name) => {
      using all = openRecording(shipped(name));
      const calls = [...all.exchanges()].filter(({ kind }) => kind === 'call');
      const middle = calls[Math.floor(calls.length / 2)];
      const from = middle?.startedAt ?? 0;
      const file = await extracted(shipped(name), { from });
      using recording = openRecording(file);
      const kept = [...recording.exchanges()].filter(({ kind }) => kind === 'call');
      expect(kept.map(({ id }) => id)).toEqual(
        calls.filter(({ startedAt }) => startedAt >= from).map(({ id }) => id),
      );
      const shaken = [...recording.messages()].filter(
        ({ channel, direction }) => channel === '/meta/handshake' && direction === 'to-desktop',
      );
      expect(shaken).toHaveLength(recording.sessions().length);
      for (const message of recording.messages()) {
        if (message.notification !== null && name !== 'complete-tweet') {
          expect(message.at).toBeGreaterThanOrEqual(from);
        }
      }
    },
  );

  it('leaves out what a call that is not extracted caused, although it came in one batch', async () => {
    const file = folder.path('built.db');
    let [kept, left] = [0, 0];
    buildRecording(file, (b) => {
      const one = recordedAgent(b, 'a1');
      one.logIn();
      one.handshake();
      one.subscribe('/v2/me/*');
      const accept = one.call('/api/v2/me/tweets/1', '{"operationName":"Accept"}', '{"r":1}');
      const complete = one.call('/api/v2/me/tweets/1', '{"operationName":"Complete"}', '{"r":2}');
      const event = (n: number) => ({ channel: '/v2/me/tweets', data: { n } });
      const exchange = one.bayeux(
        [{ channel: '/meta/connect', clientId: one.clientId }],
        [event(1), event(2), { channel: '/meta/connect', successful: true }],
      );
      [, left = 0, kept = 0] = b.messagesOf(exchange);
      b.link({ call: accept, notification: left });
      b.link({ call: complete, notification: kept });
    });
    using recording = openRecording(await extracted(file, { operation: ['Complete'] }));
    expect(recording.message(left)).toBeNull();
    expect(recording.message(kept)).toMatchObject({ notification: { data: '{"n":2}' } });
    const carrier = recording.exchange(recording.message(kept)?.exchange ?? 0);
    expect(Buffer.from(carrier?.responseBody?.content ?? []).toString()).toContain('{"n":1}');
    expect(recording.links()).toHaveLength(1);
  });

  it.each<[string, ExtractFilter]>([
    ["'a9' is no session and no user", { session: ['a9'] }],
    ['nothing in', { operation: ['complete'] }],
    ['nothing in', { from: Date.UTC(2030, 0) }],
    ['ends (to) before it begins (from)', { from: 2, to: 1 }],
    ['has a name', { operation: [''] }],
  ])('refuses what can not be, and leaves no file: %s', async (text, filter) => {
    const output = folder.path('extract.db');
    const file = shipped('complete-tweet');
    const refused = extractRecording(file, { output, ...filter });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(text);
    expect(folder.files()).toEqual([]);
  });

  it('ends at a signal, and leaves no file', async () => {
    const output = folder.path('extract.db');
    const signal = AbortSignal.abort();
    const stopped = extractRecording(shipped('everything'), { output, signal });
    await expect(stopped).rejects.toThrow('was not made: the extraction was stopped');
    expect(folder.files()).toEqual([]);
  });
});
