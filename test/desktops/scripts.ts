import type { Desktop } from './desktop.js';
import { tweetNotices } from './tweet-notices.js';

/** What a desktop does, from log-in to the end. */
export type Script = (desktop: Desktop) => Promise<void>;

export interface AgentOptions {
  /** What to subscribe to. Default `/v2/me/*`. */
  readonly channels?: readonly string[];
  /** How many invitations to wait for. Default 2. */
  readonly tweets?: number;
}

const me = '/api/v2/me?subresources=*';
const unknownTweet = '01QQQG2MU214ZZZZ';

/** The four channels that an agent's desktop may name one by one. */
export const fourChannels: readonly string[] = [
  '/v2/me/devices',
  '/v2/me/calls',
  '/v2/me/tweets',
  '/v2/me/channels',
];

/** Logs in, is refused first, and asks for the version. */
export const logIn: Script = async (desktop) => {
  const basic = Buffer.from(`${desktop.user}:${desktop.password}`).toString('base64');
  await desktop.request('GET', me);
  await desktop.request('GET', me, { headers: { Authorization: `Basic ${basic}` } });
  await desktop.request('GET', '/api/v2/diagnostics/version');
};

/** An agent who accepts and completes what comes, tries to complete what never came, and leaves. */
export function agent({ channels = ['/v2/me/*'], tweets = 2 }: AgentOptions = {}): Script {
  return async (desktop) => {
    await logIn(desktop);
    await desktop.handshake();
    for (const channel of channels) await desktop.subscribe(channel);
    await post(desktop, '/api/v2/me', {
      operationName: 'StartContactCenterSession',
      channels: ['voice', 'twitter'],
    });
    await desktop.until(`${tweets} invitations`, (sights) => {
      return tweetNotices(sights).filter(({ state }) => state === 'Invited').length >= tweets;
    });
    const invited = tweetNotices(desktop.transcript().sights).map(({ id }) => id);
    await desktop.request('GET', '/api/v2/me/tweets');
    for (const id of invited) {
      await operate(desktop, id, { operationName: 'Accept' }, 'Processing');
      await desktop.request('GET', `/api/v2/me/tweets/${id}`);
    }
    for (const id of invited) await operate(desktop, id, completion, 'Completed');
    await desktop.request('GET', '/api/v2/me/tweets');
    await post(desktop, `/api/v2/me/tweets/${unknownTweet}`, completion);
    await post(desktop, '/api/v2/me', { operationName: 'EndContactCenterSession' });
    await desktop.disconnect();
  };
}

const completion = {
  operationName: 'Complete',
  queuePath: '/contacts/60ebbb94-3cef-4b14-95f8-5c49dbeb355d',
  saveLAR: true,
};

export interface SupervisorOptions {
  /** How many copies to wait for: three for each tweet that an agent completes. */
  readonly copies: number;
  /** Called once it is subscribed, so that agents can begin. */
  readonly onReady?: () => void;
}

/** A supervisor who watches the agents' tweets. */
export function supervisor({ copies, onReady }: SupervisorOptions): Script {
  return async (desktop) => {
    await logIn(desktop);
    await desktop.handshake();
    await desktop.subscribe('/v2/me/*');
    onReady?.();
    await desktop.until(`${copies} copies`, (sights) => tweetNotices(sights).length >= copies);
    await desktop.disconnect();
  };
}

/** Sends a call with a JSON body. */
export async function post(desktop: Desktop, path: string, body: object): Promise<void> {
  await desktop.request('POST', path, { body: JSON.stringify(body) });
}

/** Performs an operation on a tweet and waits for the state that it leads to. */
export async function operate(
  desktop: Desktop,
  id: string,
  body: { readonly operationName: string },
  state: string,
): Promise<void> {
  await post(desktop, `/api/v2/me/tweets/${id}`, body);
  await desktop.until(`${state} of ${id}`, (sights) =>
    tweetNotices(sights).some((notice) => notice.id === id && notice.state === state),
  );
}
