import type { Headers } from '../../src/recording/exchange.js';
import type { BodySpec, RecordingBuilder } from '../recording/build-recording.js';

/** What stands in a recording for a secret. */
export const pseudonym = (name: string): string => `~${name.padEnd(22, '_')}`;

const endpoint = '/api/v2/notifications';

/** Says what one agent's desktop did, in the order it did it. */
export interface RecordedAgent {
  readonly session: number;
  readonly user: string;
  readonly clientId: string;
  /** `GET /api/v2/me` twice: refused without credentials, then with them, which sets the session cookie. */
  logIn(): void;
  get(path: string, answer: string, more?: { headers?: Headers }): number;
  /** A call; `then` are the `data` of notifications that it is correlated with. */
  call(path: string, body: string, answer: BodySpec, then?: readonly string[]): number;
  bayeux(messages: readonly unknown[], replies: readonly unknown[]): number;
  handshake(clientId?: string): void;
  subscribe(...channels: readonly string[]): void;
  /** A notification that no call explains; returns its id. */
  notice(data: string, channel?: string): number;
}

/**
 * A session in a recording, ready to act.
 *
 * @param websocket all Bayeux passes on one websocket, instead of long-polling
 * @param ack what the server says of the acknowledgement extension; by default nothing
 */
export function recordedAgent(
  b: RecordingBuilder,
  user: string,
  { websocket = false, ack }: { readonly websocket?: boolean; readonly ack?: unknown } = {},
): RecordedAgent {
  const session = b.session(user);
  const cookie = pseudonym(`${user}-session-${session}`);
  const host = ['Host', '127.0.0.1:8080'] as const;
  const cookies: Headers = [host, ['Cookie', `JSESSIONID=${cookie}`]];
  let clientId = `client-${session}`;
  let opened: number | null = null;

  /** The exchange that holds the websocket, opened when it is first used. */
  function openWebsocket(): number {
    opened ??= b.exchange({
      session,
      method: 'GET',
      path: endpoint,
      kind: 'websocket',
      requestHeaders: [...cookies, ['Connection', 'Upgrade'], ['Upgrade', 'websocket']],
      outcome: 'complete',
      status: 101,
      reason: 'Switching Protocols',
      responseHeaders: [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
        ['X-Server', 'gws'],
      ],
    });
    return opened;
  }

  function onWebsocket(messages: readonly unknown[], replies: readonly unknown[]): number {
    const exchange = openWebsocket();
    for (const message of messages) b.message({ exchange, direction: 'to-server', message });
    for (const message of replies) {
      b.message({ exchange, direction: 'to-desktop', message, clientId });
    }
    return exchange;
  }

  const agent: RecordedAgent = {
    session,
    user,
    get clientId() {
      return clientId;
    },
    logIn() {
      b.exchange({
        session,
        method: 'GET',
        path: '/api/v2/me',
        requestHeaders: [host],
        status: 403,
        reason: 'Forbidden',
        responseBody: '{"statusCode":20,"statusMessage":"Access denied"}',
      });
      b.exchange({
        session,
        method: 'GET',
        path: '/api/v2/me',
        requestHeaders: [host, ['Authorization', `Basic ${user}:${pseudonym('password')}`]],
        requestRedacted: ['header/authorization'],
        responseHeaders: [
          ['Content-Type', 'application/json'],
          ['Set-Cookie', `JSESSIONID=${cookie}; Path=/; HttpOnly`],
          ['X-Twice', '1'],
          ['x-twice', '2'],
          ['Date', 'Thu, 01 Jan 2026 00:00:00 GMT'],
          ['Transfer-Encoding', 'chunked'],
        ],
        responseBody: `{"statusCode":0,"user":{"userName":"${user}","uri":"http://gws.test:8080/api/v2/users/${user}"}}`,
        responseRedacted: ['header/set-cookie/JSESSIONID'],
      });
    },
    get: (path, answer, more = {}) =>
      b.exchange({
        session,
        method: 'GET',
        path,
        requestHeaders: [...cookies, ...(more.headers ?? [])],
        responseBody: answer,
      }),
    call(path, body, answer, then = []) {
      const call = b.exchange({
        session,
        path,
        requestHeaders: [...cookies, ['Content-Type', 'application/json']],
        requestBody: body,
        responseBody: answer,
      });
      for (const data of then) b.link({ call, notification: agent.notice(data) });
      return call;
    },
    bayeux: (messages, replies) =>
      websocket
        ? onWebsocket(messages, replies)
        : b.exchange({
            session,
            path: endpoint,
            requestHeaders: [...cookies, ['Content-Type', 'application/json']],
            requestBody: JSON.stringify(messages),
            responseBody: JSON.stringify(replies),
          }),
    handshake(id = clientId) {
      clientId = id;
      agent.bayeux(
        [{ id: '1', channel: '/meta/handshake', version: '1.0' }],
        [
          {
            id: '1',
            channel: '/meta/handshake',
            successful: true,
            version: '1.0',
            clientId,
            supportedConnectionTypes: ['websocket', 'long-polling'],
            advice: { reconnect: 'retry', interval: 0, timeout: 20000, hosts: ['gws.test'] },
            ...(ack === undefined ? {} : { ext: { ack } }),
          },
        ],
      );
    },
    subscribe: (...channels) =>
      void agent.bayeux(
        channels.map((subscription, index) => ({
          id: `s${index}`,
          channel: '/meta/subscribe',
          clientId,
          subscription,
        })),
        channels.map((subscription, index) => ({
          id: `s${index}`,
          channel: '/meta/subscribe',
          subscription,
          successful: true,
        })),
      ),
    notice: (data, channel = '/v2/me/tweets') =>
      websocket
        ? b.message({
            exchange: openWebsocket(),
            direction: 'to-desktop',
            message: `{"channel":${JSON.stringify(channel)},"data":${data}}`,
            clientId,
          })
        : b.notification({ session, clientId, channel, data }),
  };
  return agent;
}

/** A tweet's notification. */
export function tweet(state: string, referenceId?: number): string {
  const reference = referenceId === undefined ? '' : `"referenceId":${referenceId},`;
  return `{"messageType":"TwitterStateChangeMessage",${reference}"twitter":{"id":"T1","state":"${state}","uri":"http:\\/\\/gws.test:8080/api/v2/tweet/T1", "n":9007199254740993}}`;
}

/** Logs in, subscribes, starts, is invited, accepts, completes: the day that most tests replay. */
export function workday(agent: RecordedAgent, firstReference = 45): void {
  const r = firstReference;
  agent.logIn();
  agent.get('/api/v2/diagnostics/version', '{"version":"8.5.202.96"}');
  agent.handshake();
  agent.bayeux(
    [{ id: '2', channel: '/meta/connect', clientId: agent.clientId, advice: { timeout: 0 } }],
    [{ id: '2', channel: '/meta/connect', successful: true, advice: { reconnect: 'retry' } }],
  );
  agent.subscribe('/v2/me/tweets', '/v2/me/calls');
  agent.get('/api/v2/me/tweets', '{"tweets":[]}');
  agent.call('/api/v2/me', '{"operationName":"StartContactCenterSession"}', '{"statusCode":0}');
  agent.notice(tweet('Invited'));
  agent.get('/api/v2/me/tweets', '{"tweets":["Invited"]}');
  agent.call(
    '/api/v2/me/tweets/T1',
    '{"operationName":"Accept"}',
    `{"statusCode":0,"referenceId":${r}}`,
    [tweet('Processing', r)],
  );
  agent.get('/api/v2/me/tweets', '{"tweets":["Processing"]}');
  agent.call(
    '/api/v2/me/tweets/T1',
    '{"operationName":"Complete","queuePath":"/contacts/1"}',
    `{"statusCode":0,"referenceId":${r + 1}}`,
    [tweet('Completed', r + 1)],
  );
  agent.get('/api/v2/me/tweets', '{"tweets":[]}');
}
