import { type Chance, chanceFrom } from '../e2e/kills/chance.js';
import { accounts } from '../staging/accounts.js';
import type { MediumName } from '../staging/media.js';
import type { StagingOptions } from '../staging/staging-options.js';
import { type VersionName, versions } from '../staging/versions.js';
import type { Day, Item, Person, Round, Shift } from './day.js';
import { drawAct, drawAloneAct, openDesk, type Ways } from './desk.js';
import { shuffled } from './shuffled.js';

/** Draws a day at the office: who works when on what, and how the server behaves. The same seed draws the same. */
export function drawDay(seed: number): Day {
  const chance = chanceFrom('day', seed);
  const server = chance.below(3) === 0 ? 'faye' : 'cometd';
  const version = chance.pick<VersionName>(['8.5.202', '8.5.202', '8.5.202', '8.5.201', '8.5.203']);
  const staging = drawStaging(chance, server);
  const html: { item: Item; operation: string }[] = [];
  const shifts = Array.from({ length: chance.below(4) === 0 ? 2 : 1 }, () => {
    const said = new Set<string>();
    return drawShift(chance, { server, version, staging }, (item, operation) => {
      const name = JSON.stringify([item, operation]);
      const isFirst =
        !said.has(name) &&
        !html.some((each) => JSON.stringify([each.item, each.operation]) === name);
      said.add(name);
      if (!isFirst || chance.below(20) > 0) return false;
      html.push({ item, operation });
      return true;
    });
  });
  return { seed, server, version, staging, html, shifts };
}

function drawStaging(chance: Chance, server: Day['server']): StagingOptions {
  const maybe = (often: number): boolean => chance.below(100) < often;
  return {
    csrf: maybe(30),
    stickyCookie: maybe(30),
    gzipOver: maybe(25) ? null : chance.pick([512, 100]),
    notificationFirst: maybe(40) ? ['Accept', 'Complete'] : [],
    emptyAnswers: maybe(30) ? ['Accept', 'Hold', 'SetDisposition'] : [],
    bulkReferences: maybe(50),
    printedSample: maybe(15),
    ack: server === 'cometd' && maybe(30),
    ...(maybe(30) && { copyReceivedDate: '2015-03-02 12:26:15.000+0200' }),
    bayeux: server === 'cometd' ? { maxSessionsPerBrowser: 2 } : {},
  };
}

function drawShift(
  chance: Chance,
  { server, version, staging }: Pick<Day, 'server' | 'version' | 'staging'>,
  html: Ways['html'],
): Shift {
  const people = drawPeople(chance, server, staging.ack ?? false);
  const all = versions[version].media;
  const desks = people.flatMap(({ user, media, tab, client, channels }) => {
    if (media === null) return [];
    // They learn of nothing else.
    const heard = all.filter(({ channel }) =>
      channels.some((each) => [channel, '/v2/me/*'].includes(each)),
    );
    const mine = heard.filter(({ name }) => name === 'twitter' || media.includes(name));
    const telephone = accounts.some((each) => each.userName === user && each.telephone);
    const mayExpire = !tab && client !== 'faye';
    return [openDesk({ user, media: mine, tab, telephone, mayExpire })];
  });
  const rounds = Array.from({ length: 2 + chance.below(3) }, (): Round => {
    const together = desks.map((desk) => ({
      user: desk.user,
      acts: Array.from({ length: 1 + chance.below(4) }, () =>
        drawAct(chance, desk, { html }),
      ).flat(),
    }));
    const alone = desks.flatMap((desk) => {
      const others = desks.filter((each) => each !== desk);
      const act = chance.below(2) === 0 ? drawAloneAct(chance, desk, others) : null;
      return act === null ? [] : [{ user: desk.user, act }];
    });
    return { together, alone };
  });
  return { people, rounds };
}

const writtenMedia: readonly MediumName[] = [
  'email',
  'chat',
  'sms',
  'facebooksession',
  'facebook',
  'workitem',
  'openmedia',
];

const someChannels = [
  '/v2/me/tweets',
  '/v2/me/emails',
  '/v2/me/chats',
  '/v2/me/workitems',
  '/v2/me/calls',
];

function drawPeople(chance: Chance, server: Day['server'], ack: boolean): readonly Person[] {
  const users = shuffled(chance, ['a1', 'a2', 'm1', 'm2']).slice(0, 1 + chance.below(3));
  const agents = users.map((user): Person => {
    const client = chance.pick(['cometd9', 'cometd9', 'cometd3', 'cometd7', 'faye'] as const);
    // It handshakes over long-polling first, whatever it is told.
    const transport =
      server === 'cometd' || client === 'faye'
        ? 'long-polling'
        : chance.pick(['long-polling', 'websocket', 'callback-polling'] as const);
    const media = shuffled(chance, writtenMedia).slice(0, 1 + chance.below(3));
    const channels = chance.below(3) === 0 ? someChannels : ['/v2/me/*'];
    return {
      ...{ user, client, transport, channels },
      ack: ack && client !== 'faye',
      media: user.startsWith('m') ? [...media, 'voice'] : media,
      startsFirst: chance.below(4) === 0,
      tab: client !== 'faye' && transport !== 'callback-polling' && chance.below(6) === 0,
    };
  });
  if (chance.below(3) === 0) return agents;
  const supervisor: Person = {
    ...{ user: 's1', client: 'cometd9', transport: 'long-polling', ack, channels: ['/v2/me/*'] },
    ...{ media: null, startsFirst: false, tab: false },
  };
  return [supervisor, ...agents];
}
