import { describe, expect, it } from 'vitest';
import type { LiveCall } from '../../../src/replay/observe/live-call.js';
import { createDesktop } from '../../desktops/desktop.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';

const house = standIns();
const oneAgent = (b: RecordingBuilder): void => workday(recordedAgent(b, 'a1'));

const facts = ({ method, path, operation, status }: LiveCall) =>
  `${method} ${path} ${operation} ${status}`;

describe('the calls of live desktops', () => {
  it('are told in order of arrival, with their answers and what they set free', async () => {
    const standIn = await house.of(oneAgent);
    expect(standIn.calls).toEqual([]);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    await desktop.operate('Accept');
    await desktop.operate('Complete', { queuePath: '/contacts/1' });
    await desktop.operate('Complete', { queuePath: '/contacts/2' });
    await desktop.connect();
    expect(standIn.calls.map(facts)).toEqual([
      'POST /api/v2/me/tweets/T1 Accept 200',
      'POST /api/v2/me/tweets/T1 Complete 200',
      'POST /api/v2/me/tweets/T1 Complete 404',
    ]);
    const [accept, complete, missed] = standIn.calls;
    expect(accept).toMatchObject({ user: 'a1', session: 1, copy: 1, miss: null });
    expect(accept?.body).toBe('{"operationName":"Accept"}');
    expect(accept?.match).toBeGreaterThan(0);
    const [processing] = accept?.notifications ?? [];
    expect(processing).toMatchObject({ channel: '/v2/me/tweets', user: 'a1', state: 'sent' });
    expect(processing?.call).toBe(accept);
    expect(processing?.data).toContain('9007199254740993');
    expect(complete?.notifications).toHaveLength(1);
    expect(missed).toMatchObject({ match: null, notifications: [], status: 404 });
    expect(missed?.miss).toBe(standIn.misses[0]);
    expect(standIn.misses).toHaveLength(1);
    expect(standIn.unplayed.map(({ operation }) => operation)).toEqual([
      'StartContactCenterSession',
    ]);
  });

  it('can be looked at after the stand-in is closed', async () => {
    const standIn = await house.of(oneAgent);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.operate('Accept');
    const [accept] = standIn.calls;
    expect(accept?.notifications[0]?.state).toBe('waiting');
    await standIn.close();
    expect(accept?.notifications[0]?.state).toBe('undelivered');
    expect(accept?.notifications[0]?.data).toContain('"referenceId":45');
    expect(standIn.calls).toHaveLength(1);
    expect(standIn.unplayed).toHaveLength(2);
  });

  it('have the copies that other desktops get, where they play together', async () => {
    const standIn = await house.of(
      (b) => {
        const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
        for (const each of [s1, a1]) {
          each.logIn();
          each.handshake();
          each.subscribe('/v2/me/tweets');
        }
        const call = a1.call('/api/v2/me/tweets/T1', '{"operationName":"Go"}', '{}', ['{"n":1}']);
        b.link({ call, notification: s1.notice('{"n":2}'), copy: true });
      },
      { together: true },
    );
    const [supervisor, agent] = [house.desktop(standIn, 's1'), house.desktop(standIn, 'a1')];
    for (const each of [supervisor, agent]) {
      await each.arrive();
      await each.subscribe();
    }
    await agent.operate('Go');
    await supervisor.connect();
    await agent.connect();
    const [call] = standIn.calls;
    expect(
      call?.notifications.map(({ user, data, state }) => `${user} ${data} ${state}`).sort(),
    ).toEqual(['a1 {"n":1} sent', 's1 {"n":2} sent']);
    expect(call?.notifications.every((each) => each.call === call)).toBe(true);
  });

  it('of anonymous requests belong to nobody', async () => {
    const standIn = await house.of((b) => {
      b.exchange({ path: '/anyone', requestBody: '{}', status: 403, responseBody: 'no' });
    });
    const response = await fetch(`${standIn.url}/anyone`, { method: 'POST', body: '{}' });
    await response.text();
    expect(standIn.calls).toMatchObject([
      { user: null, session: null, copy: 0, status: 403, body: '{}' },
    ]);
  });
});

it('never shows one stand-in the calls of another, though twenty play the same recording at once', async () => {
  const file = house.built(oneAgent);
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const standIn = await house.start(file);
      const desktop = createDesktop({ url: standIn.url, user: 'a1', client: 'cometd9' });
      await desktop.request('GET', '/api/v2/me', {
        headers: { Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` },
      });
      await desktop.handshake();
      await desktop.subscribe('/v2/me/*');
      const body = `{"operationName":"Accept","mine":${index}}`;
      await desktop.request('POST', '/api/v2/me/tweets/T1', { body: '{"operationName":"Accept"}' });
      await standIn.waitFor({ notification: { referenceId: 45 } });
      await desktop.request('POST', '/api/v2/me/tweets/T1', { body });
      await desktop.disconnect();
      desktop.close();
      expect(standIn.calls.map((call) => call.body)).toEqual(['{"operationName":"Accept"}', body]);
      expect(standIn.misses).toMatchObject([{ miss: 1, asked: { body } }]);
    }),
  );
});
