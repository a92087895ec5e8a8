import { EventEmitter, once } from 'node:events';
import { Agent } from 'node:http';
import {
  type BayeuxClient,
  type ClientTransport,
  type ClientVersion,
  createBayeuxClient,
} from '../desktops/bayeux-client.js';
import type { DesktopContext } from '../desktops/browser-window.js';
import { createCookieJar } from '../desktops/cookie-jar.js';
import { createHttpClient } from '../desktops/http-client.js';
import { jsforceEndpoint } from '../desktops/jsforce-client.js';
import { itemsOf, membersOf } from '../desktops/json-slices.js';

export interface VisitorOptions {
  readonly client: ClientVersion;
  readonly transport: ClientTransport;
  /** Whether it keeps a session by cookie; else it sends `Authorization` with everything. */
  readonly cookies: boolean;
  /** Whether it logs in at all. Default true. */
  readonly logsIn?: boolean;
}

/** One desktop: HTTP and Bayeux, each act with what came of it in a line. */
export interface Visitor {
  logIn(): Promise<string>;
  handshake(): Promise<string>;
  subscribe(channel: string): Promise<string>;
  unsubscribe(channel: string): Promise<string>;
  publish(channel: string, data: object): Promise<string>;
  call(channel: string): Promise<string>;
  disconnect(): Promise<string>;
  /** Takes the notifications that have come, once there are so many: channel and raw data. */
  told(atLeast: number): Promise<readonly string[]>;
  close(): void;
}

export function createVisitor(
  url: string,
  { client, transport, cookies, logsIn = true }: VisitorOptions,
): Visitor {
  const notifications: string[] = [];
  const heard = new EventEmitter();
  const jar = createCookieJar();
  const agent = new Agent({ keepAlive: true });
  const sockets: DesktopContext['sockets'] = new Set();
  const http = createHttpClient(url, jar, agent);
  const credentials = {
    Authorization: client === 'jsforce' ? 'OAuth token-a1' : 'Basic YTE6c2VjcmV0LWEx',
  };
  let bayeux: BayeuxClient | null = null;
  let refusal = '';

  const connect = (): BayeuxClient =>
    createBayeuxClient(client, {
      url: `${url}${jsforceEndpoint}`,
      transport,
      ack: false,
      headers: cookies || !logsIn ? {} : credentials,
      onHandshakeAgain: (successful) => notifications.push(`shook hands again: ${successful}`),
      onSubscribedAgain: (channel) => notifications.push(`subscribed again to ${channel}`),
      onRefusal: ({ reason }) => {
        refusal = reason;
      },
      context: {
        jar,
        agent,
        ca: undefined,
        sockets,
        async load(script) {
          const { pathname, search } = new URL(script);
          return (await http.request('GET', `${pathname}${search}`)).body;
        },
        onResponseText(text) {
          notifications.push(...notificationsIn(text));
          heard.emit('told');
        },
      },
    });
  async function agreed(act: (bayeux: BayeuxClient) => Promise<boolean>): Promise<string> {
    // Not before it has logged in: some clients take the cookies that there are when they begin.
    bayeux ??= connect();
    return (await act(bayeux)) ? 'yes' : `no, ${refusal}`;
  }
  async function request(
    method: string,
    path: string,
    { known, body }: { readonly known: boolean; readonly body?: string },
  ): Promise<string> {
    const headers = known ? credentials : {};
    const answer = await http.request(method, path, { headers, ...(body && { body }) });
    return `${answer.status} ${answer.body}`;
  }

  return {
    logIn: () => request('GET', '/me', { known: logsIn }),
    handshake: () => agreed((each) => each.handshake()),
    subscribe: (channel) => agreed((each) => each.subscribe(channel)),
    unsubscribe: (channel) => agreed((each) => each.unsubscribe(channel)),
    publish: (channel, data) => agreed((each) => each.publish(channel, data)),
    call(channel) {
      const body = `{"operationName":"Tell","channel":"${channel}"}`;
      return request('POST', '/call', { known: !cookies, body });
    },
    async disconnect() {
      await bayeux?.disconnect();
      return 'done';
    },
    async told(atLeast) {
      while (notifications.length < atLeast) await once(heard, 'told');
      return notifications.splice(0);
    },
    close() {
      void bayeux?.disconnect();
      for (const socket of sockets) socket.terminate();
      agent.destroy();
    },
  };
}

/** Of what is neither meta nor the answer to a publish. */
function notificationsIn(text: string): readonly string[] {
  return itemsOf(text).flatMap((item) => {
    const members = new Map(membersOf(item));
    const channel = String(JSON.parse(members.get('channel') ?? '""'));
    if (channel.startsWith('/meta/') || members.has('successful')) return [];
    return [`${channel} ${members.get('data') ?? ''}`];
  });
}
