import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { parseFault } from '../../../src/replay/faults/parse-fault.js';
import type { ReplayFileOptions } from '../../../src/replay/replay.js';
import { recordedAgent, tweet, workday } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';
import { SturdyDesktop } from './sturdy-desktop.js';

const { of, desktop } = standIns();
const desktops: SturdyDesktop[] = [];
afterEach(() => {
  for (const each of desktops.splice(0)) each.close();
});

async function manual(faults: readonly string[], more: ReplayFileOptions = {}) {
  const standIn = await of((b) => workday(recordedAgent(b, 'a1')), {
    timing: 'manual',
    faults: faults.map(parseFault),
    ...more,
  });
  const agent = desktop(standIn);
  await standIn.flush(
    (async () => {
      await agent.arrive();
      await agent.subscribe();
      await agent.ask('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
    })(),
  );
  await agent.bayeux({ channel: '/meta/connect', advice: { timeout: 0 } });
  agent.notices.length = 0;
  return { standIn, agent };
}

describe('time that a test moves', () => {
  it('brings a late notification when it has passed, and not before', async () => {
    const { standIn, agent } = await manual(['late:operation=Accept,ms=5000']);
    const accepted = agent.operate('Accept');
    await standIn.waitFor({ call: { operation: 'Accept' } });
    await standIn.advance(1_000);
    expect(await accepted).toMatchObject({ status: 200 });
    await agent.bayeux({ channel: '/meta/connect', advice: { timeout: 0 } });
    expect(agent.notices).toEqual([]);
    await standIn.advance(5_000);
    await agent.bayeux({ channel: '/meta/connect', advice: { timeout: 0 } });
    expect(agent.notices.join()).toContain('Processing');
  });

  it('lets a slow answer out bit by bit, and all of it when it is flushed', async () => {
    const { standIn, agent } = await manual(['slow:path=/api/v2/me/tweets,bytes=1']);
    let answered = false;
    const asked = agent.ask('GET', '/api/v2/me/tweets').then((answer) => {
      answered = true;
      return answer;
    });
    // It has arrived when its fault is told.
    while (standIn.faults.length === 0) await nextTurn();
    await standIn.advance(200);
    await standIn.advance(3_000);
    expect(answered).toBe(false);
    await standIn.flush();
    expect(await asked).toEqual({ status: 200, text: '{"tweets":["Invited"]}' });
  });
});

describe('a stand-in that closes', () => {
  it('lets slow answers out, and calls off what is late', async () => {
    const { standIn, agent } = await manual(
      ['slow:path=/api/v2/me/tweets,bytes=1', 'late:operation=Accept,ms=2147483647'],
      { timing: 'instant' },
    );
    await agent.operate('Accept');
    const asked = agent.ask('GET', '/api/v2/me/tweets');
    while (standIn.faults.length < 2) await nextTurn();
    await standIn.close();
    expect(await asked).toMatchObject({ text: '{"tweets":["Processing"]}' });
    expect(standIn.report().undelivered).toMatchObject([{ reason: 'its time had not come' }]);
  });
});

describe('a late notification in no time at all', () => {
  it.each(['long-polling', 'websocket'] as const)(
    'comes by the clock if milliseconds are given, over %s',
    async (transport) => {
      const standIn = await of((b) => workday(recordedAgent(b, 'a1')), {
        faults: [{ kind: 'late', operation: 'Accept', ms: 30 }],
      });
      const agent = new SturdyDesktop({ url: standIn.url, user: 'a1', transport });
      desktops.push(agent);
      await agent.arrive();
      await agent.insist('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
      await agent.operate('Accept');
      await agent.until('Processing');
      expect(standIn.faults).toMatchObject([{ kind: 'late' }]);
    },
  );
});

describe('desktops that play together', () => {
  it('go on getting copies behind one that was dropped', async () => {
    const standIn = await of(
      (b) => {
        const [a1, s1] = [recordedAgent(b, 'a1'), recordedAgent(b, 's1')];
        for (const each of [a1, s1]) {
          each.logIn();
          each.handshake();
          each.subscribe('/v2/me/tweets');
        }
        for (const state of ['One', 'Two']) {
          const body = `{"operationName":"${state}"}`;
          const call = a1.call('/api/v2/me/tweets/T1', body, '{"statusCode":0}', [tweet(state)]);
          for (const nth of [1, 2]) {
            const notification = s1.notice(tweet(`${state}Copy${nth}`));
            b.link({ call, notification, rule: 'copy', copy: true });
          }
        }
      },
      { together: true, faults: [{ kind: 'drop', user: 's1', nth: 1 }] },
    );
    const [a1, s1] = ['a1', 's1'].map((user) => new SturdyDesktop({ url: standIn.url, user }));
    if (a1 === undefined || s1 === undefined) throw new Error('nobody is there');
    desktops.push(a1, s1);
    await Promise.all([a1.arrive(), s1.arrive()]);
    await a1.operate('One');
    await a1.operate('Two');
    await s1.until('TwoCopy2');
    expect(s1.notices.map((each) => /"state":"(\w+)"/u.exec(each)?.[1])).toEqual([
      'OneCopy2',
      'TwoCopy1',
      'TwoCopy2',
    ]);
  });
});
