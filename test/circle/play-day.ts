import { createDesktop, type Desktop } from '../desktops/desktop.js';
import { logIn } from '../desktops/scripts.js';
import { accounts } from '../staging/accounts.js';
import { interactionId } from '../staging/interaction-ids.js';
import { media } from '../staging/media.js';
import type { Act, Day, Item, Person, Shift } from './day.js';

/**
 * Says how many notifications users have got in all once what follows the latest act of one of them has come. Nobody goes
 * on before that.
 */
export type Pace = (actor: string) => Promise<ReadonlyMap<string, number>>;

export interface PlayDayOptions {
  /** Where desktops connect, without a slash at the end. */
  readonly url: string;
  readonly pace: Pace;
  /** Lets the server forget a user's Bayeux sessions; without it none expires. */
  readonly expire?: (user: string) => void;
  readonly idOffset: number;
}

/**
 * Plays a day. Desktops act by what was drawn and not by what they are told, so that they do the same whatever the
 * server says; each waits until as much as was sent has reached everybody, whatever it is.
 */
export async function playDay(day: Day, options: PlayDayOptions): Promise<void> {
  for (const shift of day.shifts) await playShift(shift, options);
}

interface Worker {
  readonly person: Person;
  readonly desktop: Desktop;
  readonly tab: Desktop | null;
  /** What was sent to this user before. */
  readonly sentBefore: number;
}

async function playShift({ people, rounds }: Shift, options: PlayDayOptions): Promise<void> {
  const workers = new Map<string, Worker>();
  const worker = (user: string): Worker => {
    const found = workers.get(user);
    if (found === undefined) throw new Error(`${user} does not work in this shift`);
    return found;
  };
  const settled = async (actor: string): Promise<void> => {
    const sentTo = await options.pace(actor);
    for (const { person, desktop, sentBefore } of workers.values()) {
      const sent = (sentTo.get(person.user) ?? 0) - sentBefore;
      await desktop.until(`${sent} notifications`, () => seenBy(desktop) >= sent);
    }
  };
  try {
    for (const person of people) {
      const sentTo = await options.pace(person.user);
      const opened = open(person, options, sentTo.get(person.user) ?? 0);
      workers.set(person.user, opened);
      await begin(opened, settled);
    }
    for (const { together, alone } of rounds) {
      const works = together.map(async ({ user, acts }) => {
        for (const act of acts) await perform(worker(user), act, options, settled);
      });
      await Promise.allSettled(works);
      await Promise.all(works);
      for (const { user, act } of alone) await perform(worker(user), act, options, settled);
    }
    for (const { person, desktop, tab } of workers.values()) {
      await tab?.disconnect();
      if (person.media !== null)
        await post(desktop, '/me', { operationName: 'EndContactCenterSession' });
      await desktop.disconnect();
    }
  } catch (error) {
    // The official client tries for ever unless it is told to stop.
    for (const { desktop, tab } of workers.values()) {
      for (const each of [desktop, tab]) each?.disconnect().catch(() => {});
    }
    throw error;
  } finally {
    for (const { desktop } of workers.values()) desktop.close();
  }
}

function open(person: Person, { url }: PlayDayOptions, sentBefore: number): Worker {
  const { user, client, transport, ack } = person;
  const desktop = createDesktop({ url, user, client, transport, ack, limit: 20_000 });
  const tab = person.tab ? desktop.openTab() : null;
  return { person, desktop, tab, sentBefore };
}

/** Notifications that have reached a desktop and its tabs. */
function seenBy(desktop: Desktop): number {
  const { sights, tabs = [] } = desktop.transcript();
  return [sights, ...tabs.map((tab) => tab.sights)]
    .flat()
    .filter(({ kind }) => kind === 'notification').length;
}

async function begin(
  { person, desktop, tab }: Worker,
  settled: (actor: string) => Promise<void>,
): Promise<void> {
  await logIn(desktop);
  const start = async (): Promise<void> => {
    if (person.media === null) return;
    const body = { operationName: 'StartContactCenterSession', channels: person.media };
    await post(desktop, '/me', body);
    await settled(person.user);
  };
  if (person.startsFirst) await start();
  await tab?.request('GET', '/api/v2/me');
  for (const each of [desktop, tab]) {
    await each?.handshake();
    for (const channel of person.channels) {
      await each?.subscribe(channel);
      await settled(person.user);
    }
  }
  if (!person.startsFirst) await start();
}

async function perform(
  { person, desktop, tab }: Worker,
  act: Act,
  { expire, idOffset }: PlayDayOptions,
  settled: (actor: string) => Promise<void>,
): Promise<void> {
  switch (act.kind) {
    case 'call':
      await post(
        (act.inTab ? tab : null) ?? desktop,
        pathOf(act.path, act.item, idOffset),
        act.body,
      );
      break;
    case 'look': {
      const path = `/api/v2${pathOf(act.path, act.item, idOffset)}`;
      for (let n = 0; n < act.times; n += 1) await desktop.request('GET', path);
      break;
    }
    case 'expire': {
      const subscribed = (): number =>
        desktop.transcript().sights.filter(({ kind }) => kind === 'subscribe').length;
      const before = subscribed();
      if (expire === undefined) break;
      expire(person.user);
      await desktop.until(
        'its subscriptions again',
        () => subscribed() >= before + person.channels.length,
      );
    }
  }
  await settled(person.user);
}

/** Below `/api/v2`. */
export function pathOf(path: string, item: Item | null, idOffset: number): string {
  if (item === null) return path;
  const owner = accounts.find(({ userName }) => userName === item.owner);
  const medium = media.find(({ name }) => name === item.medium);
  if (!owner || !medium) throw new Error(`nobody has ${JSON.stringify(item)}`);
  return `${path}/${interactionId(owner, medium, item.number, idOffset)}`;
}

async function post(desktop: Desktop, path: string, body: object): Promise<void> {
  await desktop.request('POST', `/api/v2${path}`, { body: JSON.stringify(body) });
}
