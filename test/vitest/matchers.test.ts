import { describe, expect, it } from 'vitest';
import { runVitest } from './run-vitest.js';

/** What the tests below do to their stand-ins. */
const desktop = `
import { describe, expect } from 'vitest';
import { standInTest } from 'cometd-understudy/vitest';

const test = standInTest('tweet.db', { session: 'a1', strict: false });
const headers = { Authorization: 'Basic ' + Buffer.from('a1:x').toString('base64') };
async function post(standIn, path, body) {
  const answer = await fetch(standIn.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}
const bayeux = (standIn, message) => post(standIn, '/api/v2/notifications', [{ id: '1', ...message }]);
const operate = (standIn, body) => post(standIn, '/api/v2/me/tweets/01QQQG2MU214P05K', body);
const accept = { operationName: 'Accept' };
const complete = {
  operationName: 'Complete',
  queuePath: '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d',
  saveLAR: true,
};
async function subscribe(standIn) {
  const [{ clientId }] = await bayeux(standIn, { channel: '/meta/handshake', version: '1.0' });
  await bayeux(standIn, { channel: '/meta/subscribe', clientId, subscription: '/v2/me/*' });
  return () => bayeux(standIn, { channel: '/meta/connect', clientId, advice: { timeout: 0 } });
}
`;

describe('toHaveNoMisses and toHaveReplayedAll', () => {
  it('tell what was missed, what was never made, and the opposite', async () => {
    const ended = await runVitest(`${desktop}
      test('misses', async ({ standIn }) => {
        expect(standIn).toHaveNoMisses();
        await operate(standIn, { ...complete, saveLAR: false });
        expect(standIn).not.toHaveNoMisses();
        expect(standIn).toHaveNoMisses();
      });
      test('leaves some', async ({ standIn }) => {
        await operate(standIn, accept);
        await operate(standIn, { ...complete, saveLAR: false });
        expect(standIn).not.toHaveReplayedAll();
        expect(standIn).toHaveReplayedAll();
      });
      test('has none', ({ standIn }) => { expect(standIn).not.toHaveNoMisses(); });
      test('is none', () => { expect({}).toHaveNoMisses(); });
    `);
    const nearest = `the stand-in had no answer for 1 request:
  POST /api/v2/me/tweets/01QQQG2MU214P05K Complete
    near 45  POST /api/v2/me/tweets/01QQQG2MU214P05K Complete
      body/saveLAR: asked false, recorded true`;
    expect(ended.get('misses')?.failures).toEqual([expect.stringContaining(nearest)]);
    const [left] = ended.get('leaves some')?.failures ?? [];
    expect(left).toContain('13 recorded calls were never made:\n  19  POST /api/v2/me Start');
    expect(left).not.toContain('  30  POST /api/v2/me/tweets/01QQQG2MU214P05K Accept\n  35');
    expect(left).toContain(nearest);
    expect(ended.get('has none')?.failures).toEqual([
      expect.stringContaining('had an answer for each request, and a miss was expected'),
    ]);
    expect(ended.get('is none')?.failures).toEqual([
      expect.stringContaining('toHaveNoMisses is for what replay() returns'),
    ]);
  });
});

describe('toHaveReceived', () => {
  it('passes for what was received, and waits for what is to come', async () => {
    const ended = await runVitest(`${desktop}
      test('was there', async ({ standIn }) => {
        const connect = await subscribe(standIn);
        const { referenceId } = await operate(standIn, accept);
        await connect();
        await expect(standIn).toHaveReceived({ channel: '/v2/me/tweets', referenceId, user: 'a1' });
        await expect(standIn).toHaveReceived((each) => each.data.includes('Processing'));
        await expect(standIn).not.toHaveReceived({ referenceId: 99 });
      });
      test('comes', async ({ standIn }) => {
        const connect = await subscribe(standIn);
        const comes = expect(standIn).toHaveReceived({ messageType: 'TwitterStateChangeMessage', channel: /tweets$/u });
        await operate(standIn, accept);
        await connect();
        await comes;
      });
      test('is pushed', async ({ standIn }) => {
        const connect = await subscribe(standIn);
        standIn.push({ channel: '/v2/me/chats', data: { messageType: 'ChatStateChangeMessage' } });
        await connect();
        await expect(standIn).toHaveReceived({ messageType: 'ChatStateChangeMessage' });
      });
    `);
    expect([...ended].filter(([, { passed }]) => !passed)).toEqual([]);
    expect(ended.size).toBe(3);
  });

  it('tells the nearest that was received, what is to come, and what was missed', async () => {
    const ended = await runVitest(`${desktop}
      test('came otherwise', async ({ standIn }) => {
        const connect = await subscribe(standIn);
        await operate(standIn, accept);
        await connect();
        await expect(standIn).toHaveReceived({ channel: '/v2/me/tweets', referenceId: 13 }, { timeout: 1 });
      });
      test('is to come', async ({ standIn }) => {
        await subscribe(standIn);
        await operate(standIn, accept);
        await expect(standIn).toHaveReceived({ referenceId: 12 }, { timeout: 1 });
      });
      test('was missed', async ({ standIn }) => {
        await subscribe(standIn);
        await operate(standIn, { ...complete, saveLAR: false });
        await expect(standIn).toHaveReceived({ user: 'a1' }, { timeout: 1 });
      });
      test('came', async ({ standIn }) => {
        const connect = await subscribe(standIn);
        await operate(standIn, accept);
        await connect();
        await expect(standIn).not.toHaveReceived({ referenceId: 12 });
      });
    `);
    const [otherwise] = ended.get('came otherwise')?.failures ?? [];
    expect(otherwise).toContain('channel "/v2/me/tweets", referenceId 13');
    expect(otherwise).toContain('differs in referenceId 12');
    const [toCome] = ended.get('is to come')?.failures ?? [];
    expect(toCome).toContain('(queued: ');
    const [missed] = ended.get('was missed')?.failures ?? [];
    expect(missed).toContain('no notification came at all');
    expect(missed).toContain('body/saveLAR: asked false, recorded true');
    expect(ended.get('came')?.failures).toEqual([
      expect.stringMatching(/was received by a1: \/v2\/me\/tweets .*"referenceId":12/u),
    ]);
  });
});
