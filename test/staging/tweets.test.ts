import { afterEach, expect, it } from 'vitest';
import { createDesktop, type Desktop } from '../desktops/desktop.js';
import { logIn, operate, post } from '../desktops/scripts.js';
import { httpAnswers, notifications, type Sight } from '../desktops/transcript.js';
import { tweetNotices } from '../desktops/tweet-notices.js';
import { samples } from './samples.js';
import { type StagingOptions, startStaging } from './staging.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const tweet = '01QQQG2MU214P05K';
const path = `/api/v2/me/tweets/${tweet}`;

/** An agent who is subscribed and has started. */
async function ready(options: StagingOptions = {}): Promise<Desktop> {
  const staging = await startStaging(options);
  open.push(staging.close);
  const desktop = createDesktop({ url: staging.url, user: 'a1', client: 'cometd9' });
  open.push(async () => {
    await desktop.disconnect();
    desktop.close();
  });
  await logIn(desktop);
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  await start(desktop, 2);
  return desktop;
}

/** Starts a contact-centre session and waits for that many invitations in all. */
async function start(desktop: Desktop, invitations: number): Promise<void> {
  await post(desktop, '/api/v2/me', { operationName: 'StartContactCenterSession' });
  await desktop.until(`${invitations} invitations`, (sights) => invited(sights) === invitations);
}

const invited = (sights: readonly Sight[]): number =>
  tweetNotices(sights).filter(({ state }) => state === 'Invited').length;

/** What the desktop saw, in its order, as short words. */
function order(desktop: Desktop, from: number): readonly string[] {
  return desktop
    .transcript()
    .sights.slice(from)
    .flatMap((sight) => {
      if (sight.kind === 'http') return [`answer ${sight.status}`];
      const [notice] = tweetNotices([sight]);
      if (notice) return [notice.state];
      return sight.kind === 'notification' ? [sight.data] : [];
    });
}

const seen = (desktop: Desktop): number => desktop.transcript().sights.length;

it("completes a tweet with the vendor's sample, mended", async () => {
  const desktop = await ready({ firstReference: 44 });
  await operate(desktop, tweet, { operationName: 'Accept' }, 'Processing');
  await operate(desktop, tweet, { operationName: 'Complete' }, 'Completed');
  const transcript = desktop.transcript();
  const origin = transcript.origin;
  expect(notifications(transcript).at(-1)?.data).toBe(
    samples.completed.replaceAll('http://192.168.83.25:8080', origin),
  );
  expect(httpAnswers(transcript).at(-1)?.body).toBe('{"statusCode":0,"referenceId":45}');
});

it('delivers a notification before the answer, for operations it is told', async () => {
  const desktop = await ready({ notificationFirst: ['Accept', 'Complete'] });
  const from = seen(desktop);
  await operate(desktop, tweet, { operationName: 'Accept' }, 'Processing');
  await operate(desktop, tweet, { operationName: 'Complete' }, 'Completed');
  expect(order(desktop, from)).toEqual(['Processing', 'answer 200', 'Completed', 'answer 200']);
});

it('answers several calls at once, each after its notification', async () => {
  const desktop = await ready({ notificationFirst: ['Accept'] });
  const from = seen(desktop);
  await Promise.all(
    [tweet, '01QQQG2MU214P05L'].map((id) =>
      post(desktop, `/api/v2/me/tweets/${id}`, { operationName: 'Accept' }),
    ),
  );
  const states = order(desktop, from);
  expect(states.toSorted()).toEqual(['Processing', 'Processing', 'answer 200', 'answer 200']);
  expect(states[0]).toBe('Processing');
});

it('reports an error to the desktop before it answers 500', async () => {
  const desktop = await ready();
  const from = seen(desktop);
  await post(desktop, '/api/v2/me/tweets/broken', { operationName: 'Complete' });
  expect(order(desktop, from)).toEqual(['{"messageType":"ErrorMessage"}', 'answer 500']);
  expect(httpAnswers(desktop.transcript()).at(-1)?.body).toContain('"statusCode":4');
});

it('refuses unknown operations, and known ones in the wrong state', async () => {
  const desktop = await ready();
  for (const operationName of ['CompleteTransfer', 'Complete']) {
    await post(desktop, path, { operationName });
    expect(httpAnswers(desktop.transcript()).at(-1)?.body).toContain('"statusCode":2');
  }
});

it("shows nobody another agent's tweets", async () => {
  const desktop = await ready();
  const stranger = createDesktop({
    url: desktop.transcript().origin,
    user: 'a2',
    client: 'cometd3',
  });
  open.push(() => stranger.close());
  await logIn(stranger);
  await stranger.request('GET', path);
  await post(stranger, path, { operationName: 'Accept' });
  const statuses = httpAnswers(stranger.transcript()).map(({ status }) => status);
  expect(statuses.slice(-2)).toEqual([404, 404]);
});

it('sends the same invitations and references when a session starts again', async () => {
  const desktop = await ready();
  await operate(desktop, tweet, { operationName: 'Accept' }, 'Processing');
  await post(desktop, '/api/v2/me', { operationName: 'EndContactCenterSession' });
  await start(desktop, 4);
  await post(desktop, path, { operationName: 'Accept' });
  const answers = httpAnswers(desktop.transcript()).map(({ body }) => body);
  expect(answers.filter((body) => body === '{"statusCode":0,"referenceId":12}')).toHaveLength(2);
  const all = notifications(desktop.transcript()).map(({ message }) => message);
  const invitations = all.filter((message) => message.includes('"state":"Invited"'));
  expect(invitations.slice(2)).toEqual(invitations.slice(0, 2));
});

it('invites whoever subscribes only after the start', async () => {
  const staging = await startStaging();
  open.push(staging.close);
  const desktop = createDesktop({ url: staging.url, user: 'a2', client: 'cometd3' });
  open.push(async () => {
    await desktop.disconnect();
    desktop.close();
  });
  await logIn(desktop);
  await post(desktop, '/api/v2/me', { operationName: 'StartContactCenterSession' });
  await desktop.handshake();
  await desktop.subscribe('/v2/me/calls');
  expect(invited(desktop.transcript().sights)).toBe(0);
  await desktop.subscribe('/v2/me/tweets');
  await desktop.until('two invitations', (sights) => invited(sights) === 2);
});

it("answers with the vendor's sample as printed, which is no JSON, if told to", async () => {
  const desktop = await ready({ printedSample: true });
  await desktop.request('GET', path);
  const answer = httpAnswers(desktop.transcript()).at(-1);
  expect(answer?.body).toBe(samples.completedAsPrinted);
  expect(answer?.headers).toContainEqual(['content-type', 'application/json;charset=UTF-8']);
  expect(() => JSON.parse(answer?.body ?? '')).toThrow('is not valid JSON');
});

it('keeps what a desktop may not do on Bayeux from it', async () => {
  const desktop = await ready();
  await desktop.subscribe('/elsewhere/*');
  expect(desktop.transcript().sights.at(-1)).toEqual({
    kind: 'subscribe',
    channel: '/elsewhere/*',
    successful: false,
  });
});
