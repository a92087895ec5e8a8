import { afterEach, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop } from '../desktops/desktop.js';
import { notices } from '../desktops/notices.js';
import { logIn, post } from '../desktops/scripts.js';
import type { Sight } from '../desktops/transcript.js';
import { startFayeStaging } from './faye-staging.js';
import type { AnswerChange, NoticeChange, Plant } from './plant.js';
import type { Staging } from './staging.js';
import { startStaging } from './staging.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const tweet = '01QQQG2MU214P05K';
const path = `/api/v2/me/tweets/${tweet}`;

/** A desktop that is invited, accepts and completes one tweet, and has got all that was sent. */
async function work(staging: Staging, user: string, first = tweet): Promise<Desktop> {
  const desktop = createDesktop({ url: staging.url, user, client: 'cometd9' });
  open.push(async () => {
    await desktop.disconnect();
    desktop.close();
  });
  await logIn(desktop);
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  await post(desktop, '/api/v2/me', { operationName: 'StartContactCenterSession' });
  await settled(staging, desktop);
  for (const operationName of ['Accept', 'Complete']) {
    await post(desktop, `/api/v2/me/tweets/${first}`, { operationName });
    await settled(staging, desktop);
  }
  return desktop;
}

async function settled(staging: Staging, desktop: Desktop): Promise<void> {
  await staging.settled();
  const sent = staging.sent(desktop.user);
  const seen = (sights: readonly Sight[]): boolean =>
    sights.filter(({ kind }) => kind === 'notification').length >= sent;
  await desktop.until(`${sent} notifications`, seen);
}

/** What a desktop saw, without what is made anew by each server. */
function story(desktop: Desktop, { url }: Staging): readonly string[] {
  return desktop.transcript().sights.map((sight) => {
    const headers =
      'headers' in sight ? sight.headers.filter(([name]) => name !== 'set-cookie') : [];
    return JSON.stringify({ ...sight, headers }).replaceAll(url, '');
  });
}

const ofAnswer = (change: AnswerChange): Plant => ({
  ...{ on: 'answer', user: 'a1', request: `POST ${path} Accept`, nth: 0, change },
});
const processing = `/v2/me/tweets TwitterStateChangeMessage StatusChange true ${tweet} Processing`;
const ofNotice = (change: NoticeChange): Plant => ({
  ...{ on: 'notification', user: 'a1', notice: processing, nth: 0, change },
});
const contact = { operation: 'alter', pointer: '/twitter/contactId' } as const;
const reference = { operation: 'remove', pointer: '/referenceId' } as const;

describe.each([
  ['cometd', startStaging],
  ['faye', startFayeStaging],
] as const)('staging on %s', (_, start) => {
  async function seen(plant?: Plant) {
    const staging = await start(plant && { plant });
    open.push(staging.close);
    const desktop = await work(staging, 'a1');
    return { lines: story(desktop, staging), planted: staging.planted };
  }

  // biome-ignore format: one row a plant
  const rows: readonly (readonly [string, Plant, number, number])[] = [
    ['another status', ofAnswer({ kind: 'status', status: 503 }), 1, 1],
    ['another header', ofAnswer({ kind: 'header', name: 'content-type', value: 'text/plain' }), 1, 1],
    ['no such header', ofAnswer({ kind: 'header', name: 'content-type', value: null }), 1, 1],
    ['no body', ofAnswer({ kind: 'empty' }), 1, 1],
    ['a body that is no JSON', ofAnswer({ kind: 'cut' }), 1, 1],
    ['a body without a member', ofAnswer({ kind: 'json', json: reference }), 1, 1],
    ['another value in a notification', ofNotice({ kind: 'json', json: contact }), 1, 1],
    ['no notification', ofNotice({ kind: 'missing' }), 1, 0],
    ['a notification twice', ofNotice({ kind: 'twice' }), 0, 1],
  ];
  it.each(rows)('says %s, and nothing else otherwise', async (_what, plant, fewer, more) => {
    const [usual, other] = [await seen(), await seen(plant)];
    const without = (list: readonly string[], taken: readonly string[]): readonly string[] => {
      const left = [...taken];
      return list.filter((line) => {
        const at = left.indexOf(line);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      });
    };
    expect(other.planted).toBe(1);
    expect(without(usual.lines, other.lines)).toHaveLength(fewer);
    expect(without(other.lines, usual.lines)).toHaveLength(more);
  });

  it('says two things in the other order', async () => {
    const invited = `/v2/me/tweets TwitterStateChangeMessage StatusChange false ${tweet} Invited`;
    const change = { kind: 'swapped' } as const;
    const other = await seen({ on: 'notification', user: 'a1', notice: invited, nth: 0, change });
    const usual = await seen();
    const moved = usual.lines.findIndex((line) => line.includes('Invited'));
    const expected = [...usual.lines];
    expected.splice(moved, 2, usual.lines[moved + 1] ?? '', usual.lines[moved] ?? '');
    expect(other.lines).toEqual(expected);
  });

  it('has other ids on another server, and is the same otherwise', async () => {
    const usual = await seen();
    const staging = await start({ idOffset: 7, contactOffset: 7 });
    open.push(staging.close);
    const other = story(await work(staging, 'a1', '01QQQG2MU221P05K'), staging);
    const renamed = usual.lines.map((line) =>
      line.replaceAll('MU214', 'MU221').replaceAll('XNNU4488', 'XNNU4495'),
    );
    expect(other).toEqual(renamed);
  });

  it('invites an agent to what another has transferred', async () => {
    const staging = await start();
    open.push(staging.close);
    const [one, other] = [await work(staging, 'a2', '01QQQG2MU214P06A'), await work(staging, 'a1')];
    await post(one, '/api/v2/me/tweets/01QQQG2MU214P06B', { operationName: 'Accept' });
    await settled(staging, one);
    const transfer = { operationName: 'Transfer', queuePath: '/agents/a1' };
    await post(one, '/api/v2/me/tweets/01QQQG2MU214P06B', transfer);
    for (const each of [one, other]) await settled(staging, each);
    const last = (desktop: Desktop) => notices(desktop.transcript().sights).at(-1);
    expect(last(one)).toMatchObject({ id: '01QQQG2MU214P06B', state: 'Transferred' });
    expect(last(other)).toMatchObject({ id: '01QQQG2MU214P06B', state: 'Invited' });
    await post(other, '/api/v2/me/tweets/01QQQG2MU214P06B', { operationName: 'Accept' });
    await settled(staging, other);
    expect(last(other)).toMatchObject({ id: '01QQQG2MU214P06B', state: 'Processing' });
  });
});
