import { afterEach, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop } from '../desktops/desktop.js';
import { notices } from '../desktops/notices.js';
import { logIn } from '../desktops/scripts.js';
import type { HttpSight, NotificationSight } from '../desktops/transcript.js';
import { startFayeStaging } from './faye-staging.js';
import { type StagingOptions, startStaging } from './staging.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Start = typeof startStaging;

/** A desktop that is subscribed, and has started work on some media. */
async function ready(
  start: Start,
  channels: readonly string[],
  options: StagingOptions & { readonly user?: string } = {},
): Promise<Desktop> {
  const staging = await start(options);
  open.push(staging.close);
  const user = options.user ?? 'm1';
  const desktop = createDesktop({ url: staging.url, user, client: 'cometd9' });
  open.push(async () => {
    await desktop.disconnect();
    desktop.close();
  });
  await logIn(desktop);
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  await post(desktop, '', { operationName: 'StartContactCenterSession', channels });
  return desktop;
}

/** Calls something below `/api/v2/me`. */
function post(desktop: Desktop, path: string, body: object): Promise<HttpSight> {
  return desktop.request('POST', `/api/v2/me${path}`, { body: JSON.stringify(body) });
}

/** The n-th notification from the first, once it is there. */
async function notification(desktop: Desktop, n: number): Promise<NotificationSight> {
  const all = () => desktop.transcript().sights.filter((sight) => sight.kind === 'notification');
  await desktop.until(`notification ${n}`, () => all().length >= n);
  const sight = all()[n - 1];
  if (!sight) throw new Error('unreachable');
  return sight;
}

/** Lets the two invitations to each of some media, and the two tweets, arrive. */
async function invited(desktop: Desktop, count: number): Promise<void> {
  await notification(desktop, count);
}

const both = '{"statusCode":0,"referenceId":13}';
const bare = '{"statusCode":0}';
// biome-ignore format: one row a medium
const rows = [
  ['twitter', '/tweets/01QQQG2MU214P07A', 'queuePath', '/v2/me/tweets', 'TwitterStateChangeMessage', 'twitter', both, 13],
  ['email', '/emails/01QQQG2MU214EM11', 'queueName', '/v2/me/emails', 'EmailStateChangeMessage', 'email', bare, 13],
  ['chat', '/chats/01QQQG2MU214CM11', 'queueName', '/v2/me/chats', 'ChatStateChangeMessage', 'chat', bare, undefined],
  ['sms', '/smssessions/01QQQG2MU214SM11', 'queueName', '/v2/me/interactions', 'SMSsessionStateChangeMessage', 'smssession', bare, undefined],
  ['facebooksession', '/facebooksessions/01QQQG2MU214MM11', 'queueName', '/v2/me/facebooksession', 'FacebooksessionStateChangeMessage', 'facebooksession', bare, 13],
  ['facebook', '/facebook/01QQQG2MU214FM11', 'queuePath', '/v2/me/facebook', 'FacebookStateChangeMessage', 'facebook', both, 13],
  ['workitem', '/workitems/01QQQG2MU214WM11', 'queueName', '/v2/me/workitems', 'WorkitemStateChangeMessage', 'workitem', both, 13],
  ['openmedia', '/openmedia/fax/01QQQG2MU214OM11', 'queueName', '/v2/me/openmedia', 'OpenmediaStateChangeMessage', 'openmedia', both, 13],
] as const;

describe.each([
  ['cometd', startStaging],
  ['faye', startFayeStaging],
] as const)('staging on %s', (_server, start) => {
  it.each(rows)(
    'completes on %s with its references where they belong',
    async (name, path, queue, channel, messageType, resource, answer, referenceId) => {
      const desktop = await ready(start, [name]);
      const invitations = name === 'twitter' ? 2 : 4;
      await invited(desktop, invitations);
      await post(desktop, path, { operationName: 'Accept' });
      await notification(desktop, invitations + 1);
      const complete = { operationName: 'Complete', [queue]: 'done', messageType: 'Text' };
      expect((await post(desktop, path, complete)).body).toBe(answer);
      const seen = await notification(desktop, invitations + 2);
      expect(seen.channel).toBe(channel);
      const data = JSON.parse(seen.data);
      expect(data).toMatchObject({ messageType, notificationType: 'StatusChange' });
      expect(data[resource]).toMatchObject({
        id: path.split('/').at(-1),
        state: 'Completed',
        capabilities: [],
        uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2\//),
      });
      expect(data.referenceId).toBe(referenceId);
      expect('referenceId' in data).toBe(referenceId !== undefined);
    },
  );

  it.each(rows)('transfers on %s to a queue that must be named', async (name, path, queue) => {
    const desktop = await ready(start, [name]);
    await invited(desktop, name === 'twitter' ? 2 : 4);
    await post(desktop, path, { operationName: 'Accept' });
    const nameless = await post(desktop, path, { operationName: 'Transfer' });
    expect([nameless.status, nameless.body]).toEqual([
      400,
      `{"statusCode":1,"statusMessage":"Parameter missing: ${queue}"}`,
    ]);
    await post(desktop, path, { operationName: 'Transfer', [queue]: 'second-line' });
    await desktop.until('the transfer', (sights) =>
      notices(sights).some(({ state }) => state === 'Transferred'),
    );
  });

  it('sends an Error after it had accepted, under the same reference', async () => {
    const desktop = await ready(start, []);
    await invited(desktop, 2);
    const path = '/tweets/01QQQG2MU214P07A';
    await post(desktop, path, { operationName: 'Accept' });
    const transfer = { operationName: 'Transfer', queuePath: '/queues/nowhere' };
    expect((await post(desktop, path, transfer)).body).toBe(both);
    expect(JSON.parse((await notification(desktop, 4)).data)).toMatchObject({
      notificationType: 'Error',
      referenceId: 13,
      twitter: { state: 'Processing' },
    });
  });

  it('numbers changes of properties in the notification alone, on every medium', async () => {
    const desktop = await ready(start, ['chat']);
    await invited(desktop, 4);
    for (const path of ['/tweets/01QQQG2MU214P07A', '/chats/01QQQG2MU214CM11']) {
      await post(desktop, path, { operationName: 'Accept' });
      const answer = await post(desktop, path, { operationName: 'SetDisposition' });
      expect(answer.body).toBe(bare);
    }
    await notification(desktop, 8);
    const changed = notices(desktop.transcript().sights).filter(
      ({ notificationType }) => notificationType === 'PropertiesUpdated',
    );
    expect(changed.map(({ resource, referenceId }) => [resource, referenceId])).toEqual([
      ['twitter', 13],
      ['chat', 14],
    ]);
  });

  it('has telephones for some, and no references for calls', async () => {
    const desktop = await ready(start, ['voice']);
    await invited(desktop, 3);
    const operations = ['Answer', 'Hold', 'Retrieve', 'Hangup'];
    for (const operationName of operations) {
      const answer = await post(desktop, '/calls/01QQQG2MU214VM11', { operationName });
      expect(answer.body).toBe(bare);
    }
    expect((await post(desktop, '/calls', { operationName: 'Dial' })).body).toBe(bare);
    await notification(desktop, 9);
    const calls = notices(desktop.transcript().sights).filter(
      ({ resource }) => resource === 'call',
    );
    expect(calls.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '01QQQG2MU214VM11 Ringing',
      '01QQQG2MU214VM11 Established',
      '01QQQG2MU214VM11 Held',
      '01QQQG2MU214VM11 Established',
      '01QQQG2MU214VM11 Released',
      '01QQQG2MU214VM12 Dialing',
      '01QQQG2MU214VM12 Established',
    ]);
    expect(calls.every(({ referenceId }) => referenceId === undefined)).toBe(true);
  });

  it('invites to tweets alone unless media are named, and rings on no desk without telephone', async () => {
    const desktop = await ready(start, ['voice'], { user: 'a1' });
    await invited(desktop, 2);
    await post(desktop, '/tweets/01QQQG2MU214P05K', { operationName: 'Accept' });
    await notification(desktop, 3);
    const resources = notices(desktop.transcript().sights).map(({ resource }) => resource);
    expect(resources).toEqual(['twitter', 'twitter', 'twitter']);
    expect((await post(desktop, '/calls', { operationName: 'Dial' })).status).toBe(400);
  });

  it('answers a bulk subscription with a reference for each, and notifies without', async () => {
    const desktop = await ready(start, []);
    await invited(desktop, 2);
    const answer = await post(desktop, '/workbins?workbinIds=a,b', { operationName: 'Subscribe' });
    expect(answer.body).toBe('{"statusCode":0,"referenceIds":{"a":13,"b":12}}');
    expect((await notification(desktop, 3)).data).toBe(
      '{"messageType":"WorkbinMessage","notificationType":"Subscribed","workbin":{"id":"a","state":"Subscribed"}}',
    );
    expect(JSON.parse((await notification(desktop, 4)).data).workbin.id).toBe('b');
  });

  it('names the references of a bulk subscription, if told to', async () => {
    const desktop = await ready(start, [], { bulkReferences: true });
    await invited(desktop, 2);
    await post(desktop, '/workbins?workbinIds=a,b', { operationName: 'Subscribe' });
    const references = [await notification(desktop, 3), await notification(desktop, 4)].map(
      ({ data }) => JSON.parse(data).referenceId,
    );
    expect(references).toEqual([13, 12]);
  });

  it.each(['123456789', 45])(
    'repeats the reference %j that a client made up',
    async (referenceId) => {
      const desktop = await ready(start, []);
      await invited(desktop, 2);
      const body = { operationName: 'GetPreviewRecord', referenceId };
      expect((await post(desktop, '/outbound-campaigns/Spring', body)).body).toBe(bare);
      const { channel, data } = await notification(desktop, 3);
      expect(channel).toBe('/v2/me/outbound');
      expect(JSON.parse(data).referenceId).toBe(referenceId);
    },
  );

  it('copies what happens on every medium to the supervisor', async () => {
    const desktop = await ready(start, ['email']);
    const { origin } = desktop.transcript();
    const supervisor = createDesktop({ url: origin, user: 's1', client: 'cometd3' });
    open.push(async () => {
      await supervisor.disconnect();
      supervisor.close();
    });
    await logIn(supervisor);
    await supervisor.handshake();
    await supervisor.subscribe('/v2/me/*');
    await invited(desktop, 4);
    await post(desktop, '/emails/01QQQG2MU214EM11', { operationName: 'Accept' });
    const own = await notification(desktop, 5);
    expect((await notification(supervisor, 1)).message).toBe(own.message);
  });

  it('lists interactions and shows each', async () => {
    const desktop = await ready(start, ['email']);
    await invited(desktop, 4);
    const list = await desktop.request('GET', '/api/v2/me/emails');
    const ids = (JSON.parse(list.body).emails as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(['01QQQG2MU214EM11', '01QQQG2MU214EM12']);
    const one = await desktop.request('GET', `/api/v2/me/emails/${ids[0]}`);
    expect(one.body).toContain('"interactionId":9007199254740993,"score":1.10,');
  });
});

it('writes notifications of every medium as no parser would', async () => {
  const desktop = await ready(startStaging, ['workitem']);
  await invited(desktop, 4);
  const { data } = await notification(desktop, 4);
  expect(data).toContain('"interactionId":9007199254740993,"score":1.10,');
  expect(data).toContain('"subject":"Orl\\u00e9ans"');
  expect(data).toContain('{"__proto__":"a key like any other",');
});

describe('between the server and its desktops', () => {
  it('answers operations with empty bodies, if told to', async () => {
    const desktop = await ready(startStaging, ['email'], { emptyAnswers: ['Complete'] });
    await invited(desktop, 4);
    const path = '/emails/01QQQG2MU214EM11';
    expect((await post(desktop, path, { operationName: 'Accept' })).body).toBe(bare);
    expect(await post(desktop, path, { operationName: 'Complete' })).toMatchObject({
      status: 200,
      body: '',
    });
    await notification(desktop, 6);
  });

  it('lets a load balancer answer with HTML, by path and operation and as often as told', async () => {
    const desktop = await ready(startStaging, ['email'], {
      html: [
        { path: '/api/v2/me/emails/01QQQG2MU214EM11', operation: 'Accept', status: 502, times: 1 },
        { path: '/api/v2/me/emails', status: 200 },
      ],
    });
    await invited(desktop, 4);
    const accept = (): Promise<HttpSight> =>
      post(desktop, '/emails/01QQQG2MU214EM11', { operationName: 'Accept' });
    const first = await accept();
    expect(first.status).toBe(502);
    expect(first.headers).toEqual([['content-type', 'text/html']]);
    expect((await accept()).body).toBe(bare);
    for (const _ of [1, 2]) {
      const list = await desktop.request('GET', '/api/v2/me/emails');
      expect([list.status, list.body.slice(0, 6)]).toEqual([200, '<html>']);
    }
  });
});

describe('a release', () => {
  it('8.5.201 has tweets elsewhere, without a reference in the answer', async () => {
    const desktop = await ready(startStaging, [], { version: '8.5.201' });
    await invited(desktop, 2);
    const body = { operationName: 'Accept' };
    expect((await post(desktop, '/tweets/01QQQG2MU214P07A', body)).status).toBe(404);
    expect((await post(desktop, '/twitter/01QQQG2MU214P07A', body)).body).toBe(bare);
    const seen = await notification(desktop, 3);
    expect(seen.channel).toBe('/v2/me/twitter');
    expect(JSON.parse(seen.data).referenceId).toBe(12);
  });

  it('8.5.203 has another state, one notification less and other texts', async () => {
    const desktop = await ready(startStaging, ['email', 'workitem'], { version: '8.5.203' });
    await invited(desktop, 6);
    const stamp = await desktop.request('GET', '/api/v2/diagnostics/version');
    expect(stamp.body).toBe('{"version":"8.5.203.12"}');
    for (const path of ['/emails/01QQQG2MU214EM11', '/workitems/01QQQG2MU214WM11']) {
      for (const operationName of ['Accept', 'SetDisposition', 'Complete']) {
        await post(desktop, path, { operationName });
      }
    }
    await notification(desktop, 11);
    const states = notices(desktop.transcript().sights).slice(6);
    expect(states.map(({ resource, state }) => `${resource} ${state}`)).toEqual([
      'email Processing',
      'email Completed',
      'workitem Processing',
      'workitem Processing',
      'workitem Archived',
    ]);
    const unknown = await post(desktop, '/emails/none', { operationName: 'Accept' });
    expect(unknown.body).toBe('{"statusCode":6,"statusMessage":"No such resource"}');
  });
});
