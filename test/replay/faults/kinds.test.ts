import { afterEach, describe, expect, it } from 'vitest';
import { type FaultRule, parseFault } from '../../../src/index.js';
import type { ReplayFileOptions } from '../../../src/replay/replay.js';
import type { StandIn } from '../../../src/replay/stand-in.js';
import { recordedAgent, tweet } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';
import { SturdyDesktop, type SturdyTransport } from './sturdy-desktop.js';

const { of } = standIns();
const desktops: SturdyDesktop[] = [];
afterEach(() => {
  for (const each of desktops.splice(0)) each.close();
});

/** A day in which Accept causes three notifications. */
function busyDay(ack: boolean, options: ReplayFileOptions): Promise<StandIn> {
  return of((b) => {
    const agent = recordedAgent(b, 'a1', ack ? { ack: true } : {});
    agent.logIn();
    agent.handshake();
    agent.subscribe('/v2/me/tweets');
    agent.call('/api/v2/me', '{"operationName":"StartContactCenterSession"}', '{"statusCode":0}');
    agent.notice(tweet('Invited'));
    const body = '{"operationName":"Accept"}';
    agent.call('/api/v2/me/tweets/T1', body, `{"statusCode":0,"referenceId":45}`, [
      tweet('One', 45),
      tweet('Two', 45),
      tweet('Three', 45),
    ]);
    agent.get('/api/v2/me/tweets', '{"tweets":["Processing"]}');
    agent.call(
      '/api/v2/me/tweets/T1',
      '{"operationName":"Complete"}',
      '{"statusCode":0,"referenceId":46}',
      [tweet('Completed', 46)],
    );
  }, options);
}

interface Seen {
  readonly standIn: StandIn;
  readonly agent: SturdyDesktop;
  readonly states: readonly string[];
}

async function playDay(
  transport: SturdyTransport,
  faults: readonly (FaultRule | string)[],
  { ack = false, ...options }: ReplayFileOptions & { ack?: boolean } = {},
): Promise<Seen> {
  const rules = faults.map((each) => (typeof each === 'string' ? parseFault(each) : each));
  const standIn = await busyDay(ack, { ...options, faults: rules });
  const agent = new SturdyDesktop({ url: standIn.url, user: 'a1', transport, ack });
  desktops.push(agent);
  await agent.arrive();
  await agent.insist('POST', '/api/v2/me', '{"operationName":"StartContactCenterSession"}');
  await agent.operate('Accept');
  await agent.insist('GET', '/api/v2/me/tweets');
  await agent.operate('Complete');
  await agent.leave();
  expect(standIn.report()).toMatchObject({ misses: [], unplayed: [] });
  return { standIn, agent, states: statesOf(agent) };
}

function statesOf({ notices }: SturdyDesktop): readonly string[] {
  return notices.map((each) => /"state":"(\w+)"/u.exec(each)?.[1] ?? each);
}

const everything = ['Invited', 'One', 'Two', 'Three', 'Completed'];
const transports: readonly SturdyTransport[] = ['long-polling', 'callback-polling', 'websocket'];
const ways = transports.flatMap((transport) =>
  [false, true].map((ack) => ({ transport, ack, name: `${transport}${ack ? ' with ack' : ''}` })),
);

describe.each(ways)('over $name', ({ transport, ack }) => {
  it('nothing goes wrong without a fault', async () => {
    const { states, agent, standIn } = await playDay(transport, [], { ack });
    expect(states).toEqual(everything);
    expect(agent.log).toEqual([]);
    expect(standIn.faults).toEqual([]);
  });

  it('a dropped notification never comes', async () => {
    const { states } = await playDay(transport, ['drop:operation=Accept,nth=2'], { ack });
    expect(states).toEqual(['Invited', 'One', 'Three', 'Completed']);
  });

  it('a doubled one comes twice, byte for byte', async () => {
    const { states, agent } = await playDay(transport, ['double:operation=Accept,nth=2'], { ack });
    expect(states).toEqual(['Invited', 'One', 'Two', 'Two', 'Three', 'Completed']);
    expect(agent.notices[2]).toBe(agent.notices[3]);
  });

  it('a late one comes last of its cause, after the answer', async () => {
    const { states } = await playDay(transport, ['late:operation=Accept,nth=1'], { ack });
    expect(states).toEqual(['Invited', 'Two', 'Three', 'One', 'Completed']);
  });

  it('one that is late by an act comes after what the next act causes', async () => {
    const { states } = await playDay(transport, ['late:operation=Accept,nth=1,acts=1'], { ack });
    expect(states).toEqual(['Invited', 'Two', 'Three', 'Completed', 'One']);
  });

  it('what is out of order comes after the one that followed it', async () => {
    const { states } = await playDay(transport, ['reorder:operation=Accept,nth=2'], { ack });
    expect(states).toEqual(['Invited', 'One', 'Three', 'Two', 'Completed']);
  });

  it('the last of a cause changes places with the first of the next', async () => {
    const { states } = await playDay(transport, ['reorder:operation=Accept,nth=3'], { ack });
    expect(states).toEqual(['Invited', 'One', 'Two', 'Completed', 'Three']);
  });

  it('a held connect that is cut loses nothing', async () => {
    const { states, agent, standIn } = await playDay(transport, ['cut-connect'], { ack });
    expect(states).toEqual(everything);
    expect(agent.log).toEqual(['cut', 'cut', 'cut']);
    expect(standIn.faults).toHaveLength(3);
    expect(standIn.report().undelivered).toEqual([]);
  });

  it('an error in place of the answer to a held connect loses nothing', async () => {
    const { states, agent, standIn } = await playDay(
      transport,
      ['error:channel=/meta/connect,operation=Accept,status=502'],
      { ack },
    );
    expect(states).toEqual(everything);
    expect(agent.log).toEqual([transport === 'websocket' ? 'cut' : '502']);
    expect(standIn.faults).toMatchObject([{ kind: 'error', place: { act: 4 } }]);
    expect(standIn.report().undelivered).toEqual([]);
  });

  it('a session that expires comes back, and gets what was queued', async () => {
    const { states, agent, standIn } = await playDay(transport, ['expire:operation=Accept'], {
      ack,
    });
    expect(states).toEqual(everything);
    expect(agent.log).toEqual(['unknown']);
    expect(standIn.faults).toMatchObject([{ kind: 'expire', place: { act: 4 } }]);
    expect(standIn.report().undelivered).toEqual([]);
  });

  it('a session that expires after each act comes back each time', async () => {
    const { states, agent } = await playDay(transport, ['expire'], { ack });
    expect(new Set(states)).toEqual(new Set(everything));
    expect(states).toHaveLength(everything.length);
    expect(agent.log.every((each) => each === 'unknown')).toBe(true);
  });

  it('an answer that is cut comes in part, and its notifications come', async () => {
    const { states, agent, standIn } = await playDay(
      transport,
      ['cut-response:operation=Accept,at=3'],
      { ack },
    );
    expect(states).toEqual(everything);
    expect(agent.log).toEqual(['cut']);
    expect(standIn.faults).toMatchObject([{ kind: 'cut-response' }]);
  });

  it('slow answers and notifications come whole and in order', async () => {
    const { states, standIn } = await playDay(
      transport,
      ['slow:operation=Accept,bytes=100000', 'slow:channel=/v2/me/tweets,bytes=2000'],
      { ack },
    );
    expect(states).toEqual(everything);
    expect(standIn.faults).toHaveLength(6);
  });

  it(`a cut ${transport === 'websocket' ? 'frame' : 'response'} ${ack ? 'comes again' : 'loses the notification that it carries, and no other'}`, async () => {
    const kind = transport === 'websocket' ? 'cut-frame' : 'cut-response';
    const { states, agent, standIn } = await playDay(
      transport,
      [`${kind}:channel=/v2/me/tweets,operation=Accept,nth=2`],
      { ack },
    );
    expect(states).toEqual(ack ? everything : everything.filter((each) => each !== 'Two'));
    expect(agent.log).toEqual(['cut']);
    expect(standIn.faults).toMatchObject([{ kind, place: { act: 4 } }]);
  });
});
