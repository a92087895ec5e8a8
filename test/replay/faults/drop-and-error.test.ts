import { describe, expect, it } from 'vitest';
import type { ReplayFileOptions } from '../../../src/replay/replay.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';

const { of, desktop } = standIns();
const day = (options: ReplayFileOptions) => of((b) => workday(recordedAgent(b, 'a1')), options);

async function ready(options: ReplayFileOptions) {
  const standIn = await day(options);
  const agent = desktop(standIn);
  await agent.arrive();
  await agent.subscribe();
  await agent.ask('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
  await agent.connect();
  return { standIn, agent };
}

describe('a dropped notification', () => {
  it('never comes, and is told', async () => {
    const { standIn, agent } = await ready({ faults: [{ kind: 'drop', operation: 'Accept' }] });
    agent.notices.length = 0;
    await agent.operate('Accept');
    await agent.operate('Complete', { queuePath: '/contacts/1' });
    await agent.connect();
    expect(agent.notices.join()).toContain('Completed');
    expect(agent.notices.join()).not.toContain('Processing');
    expect(standIn.faults).toMatchObject([
      { rule: 'drop:operation=Accept', kind: 'drop', user: 'a1', session: 1, copy: 1 },
    ]);
    const { undelivered } = standIn.report();
    expect(undelivered).toMatchObject([{ reason: 'dropped by a fault' }]);
    expect(undelivered[0]?.notification).toBe(standIn.faults[0]?.place.notification);
  });
});

describe('an error in place of an answer', () => {
  it('comes once, and the call that is made again gets the recorded answer', async () => {
    const { standIn, agent } = await ready({
      faults: [{ kind: 'error', operation: 'Accept', status: 502 }],
    });
    agent.notices.length = 0;
    expect(await agent.operate('Accept')).toEqual({ status: 502, text: '502 Bad Gateway\n' });
    expect(await agent.operate('Accept')).toMatchObject({ status: 200 });
    await agent.connect();
    expect(agent.notices).toHaveLength(1);
    expect(standIn.report()).toMatchObject({ misses: [], idleFaults: [] });
    expect(standIn.faults).toMatchObject([
      { kind: 'error', place: { act: 4, notification: null } },
    ]);
  });

  it('comes after the server did it, if it is so asked', async () => {
    const { standIn, agent } = await ready({
      faults: [{ kind: 'error', operation: 'Accept', performed: true }],
    });
    agent.notices.length = 0;
    expect(await agent.operate('Accept')).toMatchObject({ status: 503 });
    await agent.connect();
    expect(agent.notices.join()).toContain('Processing');
    expect(await agent.operate('Accept')).toMatchObject({ status: 404 });
    expect(standIn.misses).toHaveLength(1);
  });

  it('does not move the answers of a safe request on', async () => {
    const { agent } = await ready({
      faults: [{ kind: 'error', path: '/api/v2/me/tweets', nth: 2 }],
    });
    expect(await agent.ask('GET', '/api/v2/me/tweets')).toMatchObject({ status: 503 });
    expect(await agent.ask('GET', '/api/v2/me/tweets')).toMatchObject({
      text: '{"tweets":["Invited"]}',
    });
  });

  it('begins no other session when a log-in that failed is tried again', async () => {
    const standIn = await day({ faults: [{ kind: 'error', path: '/api/v2/me', method: 'get' }] });
    const agent = desktop(standIn);
    expect(await agent.ask('GET', '/api/v2/me')).toMatchObject({ status: 503 });
    await agent.arrive();
    await agent.subscribe();
    await agent.ask('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
    expect(standIn.calls).toMatchObject([{ session: 1, copy: 1, status: 200 }]);
    expect(standIn.faults).toHaveLength(1);
  });
});

describe('a rule', () => {
  it('that hits nothing is told', async () => {
    const { standIn } = await ready({ faults: [{ kind: 'drop', operation: 'Acept' }] });
    expect(standIn.report()).toMatchObject({ faults: [], idleFaults: ['drop:operation=Acept'] });
  });

  it('can be replaced while desktops play', async () => {
    const { standIn, agent } = await ready({ faults: [{ kind: 'error', operation: 'Accept' }] });
    standIn.inject([{ kind: 'error', operation: 'Complete' }], { seed: 2 });
    expect(await agent.operate('Accept')).toMatchObject({ status: 200 });
    expect(await agent.operate('Complete', { queuePath: '/contacts/1' })).toMatchObject({
      status: 503,
    });
    standIn.inject([]);
    expect(standIn.faults).toMatchObject([{ rule: 'error:operation=Complete' }]);
    expect(() => standIn.inject([{ kind: 'drop', rate: 2 }])).toThrow('a number from 0 to 1');
  });
});
