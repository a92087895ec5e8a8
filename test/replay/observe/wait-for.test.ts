import { describe, expect, it } from 'vitest';
import { UsageError, WaitError } from '../../../src/errors.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';

const house = standIns();
const oneAgent = (b: RecordingBuilder): void => workday(recordedAgent(b, 'a1'));

async function atWork() {
  const standIn = await house.of(oneAgent);
  const desktop = house.desktop(standIn);
  await desktop.arrive();
  await desktop.subscribe();
  return { standIn, desktop };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );

describe('waiting for a call', () => {
  it('ends when it arrives, and at once if it has', async () => {
    const { standIn, desktop } = await atWork();
    const waited = standIn.waitFor({ call: { method: 'post', path: /T1$/g, operation: 'Accept' } });
    await desktop.operate('Accept');
    expect(await waited).toBe(standIn.calls[0]);
    for (const filter of [
      {},
      { user: 'a1' },
      { path: '/api/v2/me/tweets/T1' },
      () => true,
    ] as const) {
      expect(await standIn.waitFor({ call: filter })).toBe(standIn.calls[0]);
    }
  });

  it('fails in time, and says what came instead and what was missed', async () => {
    const { standIn, desktop } = await atWork();
    await desktop.operate('Accept');
    await desktop.operate('Complete', { queuePath: '/contacts/2' });
    const error = await failure(
      standIn.waitFor({ call: { operation: 'Reject', user: 'a1' } }, { timeout: 0 }),
    );
    expect(error).toBeInstanceOf(WaitError);
    expect(error).toMatchObject({ code: 'UNDERSTUDY_WAIT', reason: 'timeout' });
    expect((error as Error).message).toBe(
      [
        'waited for a call with operation "Reject", user "a1", but none came in 0 ms',
        '  2 came, the nearest:',
        '    POST /api/v2/me/tweets/T1 Complete of a1, 404; differs in operation Complete',
        '    POST /api/v2/me/tweets/T1 Accept of a1, 200; differs in operation Accept',
        '  1 miss:',
        '    POST /api/v2/me/tweets/T1 Complete',
        '      near 14  POST /api/v2/me/tweets/T1 Complete',
        '        body/queuePath: asked "/contacts/2", recorded "/contacts/1"',
      ].join('\n'),
    );
  });
});

describe('waiting for a notification', () => {
  it('ends when it is sent, and at once if it was', async () => {
    const { standIn, desktop } = await atWork();
    await desktop.operate('Accept');
    const waited = standIn.waitFor({
      notification: {
        channel: /tweets/,
        messageType: 'TwitterStateChangeMessage',
        referenceId: 45,
      },
    });
    const queued = standIn.calls[0]?.notifications[0];
    expect(queued?.state).toBe('queued');
    await desktop.connect();
    expect(await waited).toBe(queued);
    expect(await standIn.waitFor({ notification: { channel: '/v2/me/tweets' } })).toBe(queued);
  });

  it('fails in time, and says which is the nearest and why it was not sent', async () => {
    const { standIn, desktop } = await atWork();
    const early = await failure(
      standIn.waitFor({ notification: { referenceId: '45' } }, { timeout: 0 }),
    );
    expect((early as Error).message).toContain('no notification came at all');
    await desktop.operate('Accept');
    const error = await failure(
      standIn.waitFor({ notification: { referenceId: 45 } }, { timeout: 0 }),
    );
    expect((error as Error).message).toMatch(
      /with referenceId 45, but none came in 0 ms\n {2}1 came, the nearest:\n.*\(queued: queued, but the desktop did not fetch it\)$/,
    );
    await desktop.connect();
    const other = await failure(
      standIn.waitFor({ notification: { referenceId: '45', messageType: 'X' } }, { timeout: 0 }),
    );
    expect((other as Error).message).toContain(
      'differs in messageType TwitterStateChangeMessage, referenceId 45',
    );
  });
});

describe('waiting', () => {
  it('ends with the signal, with close and with reset', async () => {
    const { standIn } = await atWork();
    const never = { call: { operation: 'Never' } };
    const controller = new AbortController();
    const aborted = standIn.waitFor(never, { signal: controller.signal });
    controller.abort(new Error('enough'));
    expect(await failure(aborted)).toMatchObject({ message: 'enough' });
    expect(await failure(standIn.waitFor(never, { signal: controller.signal }))).toMatchObject({
      message: 'enough',
    });
    const reset = failure(standIn.waitFor(never));
    await standIn.reset();
    expect(await reset).toMatchObject({ reason: 'reset' });
    const closed = failure(standIn.waitFor(never));
    await standIn.close();
    expect(await closed).toMatchObject({ reason: 'closed' });
    expect(await failure(standIn.waitFor(never))).toMatchObject({ reason: 'closed' });
  });

  it("is not the desktop's trouble if the test's function fails", async () => {
    const { standIn, desktop } = await atWork();
    const waited = failure(
      standIn.waitFor({
        call: () => {
          throw new TypeError('mine');
        },
      }),
    );
    expect((await desktop.operate('Accept')).status).toBe(200);
    expect(await waited).toMatchObject({ message: 'mine' });
  });

  it('takes no nonsense for a time', async () => {
    const { standIn } = await atWork();
    const error = await failure(standIn.waitFor({ call: {} }, { timeout: Number.NaN }));
    expect(error).toBeInstanceOf(UsageError);
  });
});
