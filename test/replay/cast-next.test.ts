import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { recordedAgent, workday } from './agent-recording.js';
import { standIns } from './stand-ins.js';

const house = standIns();
/** Sessions 1 and 3 are recorded of a1, 2 of a2. */
const office = (b: RecordingBuilder): void => {
  workday(recordedAgent(b, 'a1'));
  workday(recordedAgent(b, 'a2'), 70);
  workday(recordedAgent(b, 'a1'), 90);
};

describe('a session that is chosen', () => {
  it('is played by the next desktop, whoever it is, and by no other', async () => {
    const standIn = await house.of(office);
    expect(standIn.castNext(3)).toEqual({ session: 3, user: null });
    expect(standIn.chosen).toEqual([{ session: 3, user: null }]);
    for (const user of ['a2', 'a2']) await house.desktop(standIn, user).arrive();
    expect(standIn.liveSessions.map(({ user, session }) => [user, session])).toEqual([
      ['a2', 3],
      ['a2', 2],
    ]);
    expect(standIn.chosen).toEqual([]);
  });

  it('waits for the user that it was chosen for', async () => {
    const standIn = await house.of(office);
    standIn.castNext('a2', { user: 'zoe' });
    await house.desktop(standIn, 'a1').arrive();
    await house.desktop(standIn, 'zoe').arrive();
    expect(standIn.liveSessions.map(({ user, session }) => [user, session])).toEqual([
      ['a1', 1],
      ['zoe', 2],
    ]);
  });

  it('comes in the order in which it was chosen, those of a user in turn', async () => {
    const standIn = await house.of(office);
    expect(['a1', 'a1', 'a1'].map((name) => standIn.castNext(name).session)).toEqual([1, 3, 1]);
    const played: (number | null | undefined)[] = [];
    for (const user of ['x', 'y', 'z']) {
      await house.desktop(standIn, user).arrive();
      played.push(standIn.liveSessions.find((each) => each.user === user)?.session);
    }
    expect(played).toEqual([1, 3, 1]);
  });

  it('stays with a desktop that was unknown when it began', async () => {
    const standIn = await house.of(office);
    standIn.castNext(2);
    const cookie = { Cookie: 'JSESSIONID=brought-along' };
    await fetch(`${standIn.url}/api/v2/me`, { headers: cookie });
    const Authorization = `Basic ${Buffer.from('a1:any').toString('base64')}`;
    await fetch(`${standIn.url}/api/v2/me`, { headers: { ...cookie, Authorization } });
    expect(standIn.liveSessions).toEqual([{ user: 'a1', session: 2, copy: 1 }]);
  });

  it('is not taken by a desktop that turns out to be another user', async () => {
    const standIn = await house.of(office);
    standIn.castNext(3, { user: 'a2' });
    const cookie = { Cookie: 'JSESSIONID=brought-along' };
    await fetch(`${standIn.url}/api/v2/me`, { headers: cookie });
    expect(standIn.chosen).toHaveLength(1);
    const Authorization = `Basic ${Buffer.from('a2:any').toString('base64')}`;
    await fetch(`${standIn.url}/api/v2/me`, { headers: { ...cookie, Authorization } });
    expect(standIn.liveSessions.at(-1)).toEqual({ user: 'a2', session: 3, copy: 1 });
    expect(standIn.chosen).toEqual([]);
  });

  it('may be another than --session names', async () => {
    const standIn = await house.of(office, { session: '1' });
    standIn.castNext(2);
    for (const user of ['a1', 'a2']) await house.desktop(standIn, user).arrive();
    expect(standIn.liveSessions.map(({ session }) => session)).toEqual([2, 1]);
  });

  it('is forgotten with all that is, or by itself', async () => {
    const standIn = await house.of(office);
    standIn.castNext(2);
    standIn.forgetChosen();
    expect(standIn.chosen).toEqual([]);
    standIn.castNext(2);
    await standIn.reset();
    expect(standIn.chosen).toEqual([]);
  });

  it('must be in the recording', async () => {
    const standIn = await house.of(office);
    expect(() => standIn.castNext('nobody')).toThrow(UsageError);
    expect(() => standIn.castNext(9)).toThrow("'9' is no session and no user of");
    expect(() => standIn.castNext('__proto__')).toThrow(UsageError);
  });
});
