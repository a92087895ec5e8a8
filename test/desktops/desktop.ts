import { EventEmitter, once } from 'node:events';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import {
  type BayeuxClient,
  type ClientTransport,
  type ClientVersion,
  createBayeuxClient,
} from './bayeux-client.js';
import type { DesktopContext } from './browser-window.js';
import { type CookieJar, createCookieJar } from './cookie-jar.js';
import { createHttpClient, type HttpRequestOptions } from './http-client.js';
import { itemsOf, membersOf } from './json-slices.js';
import { type HttpSight, type Sight, seenHeaders, type Transcript } from './transcript.js';

export interface DesktopOptions {
  /** The server's origin, without a slash at the end. */
  readonly url: string;
  /** The origin that the server takes itself to have, if a proxy stands before it. Default `url`. */
  readonly origin?: string;
  /** Certificates, PEM, that an https server's may be signed by. */
  readonly ca?: string;
  readonly user: string;
  readonly client: ClientVersion;
  /** Default `long-polling`. */
  readonly transport?: ClientTransport;
  /** Use CometD's extension for acknowledged messages. Default false. */
  readonly ack?: boolean;
  /** Where CometD is. Default `/api/v2/notifications`. */
  readonly endpoint?: string;
  /** Milliseconds that any single wait may take. Default 10,000. */
  readonly limit?: number;
}

/** One agent's desktop: HTTP calls and the official CometD client, over one set of cookies. */
export interface Desktop {
  readonly user: string;
  readonly password: string;
  transcript(): Transcript;
  request(method: string, path: string, options?: HttpRequestOptions): Promise<HttpSight>;
  handshake(): Promise<void>;
  subscribe(channel: string): Promise<void>;
  /**
   * Waits until it has seen something; asks again whenever it, or a tab of it, has seen more.
   *
   * @param what for the error if it never comes
   * @throws Error once the limit has passed
   */
  until(what: string, seen: (sights: readonly Sight[]) => boolean): Promise<void>;
  disconnect(): Promise<void>;
  /** A second tab of the same browser: the same cookies, what it sees is in `transcript().tabs`. */
  openTab(): Desktop;
  /** Drops its connections, and those of its tabs. */
  close(): void;
}

/**
 * @param jar the cookies it begins with and keeps
 * @param onSight called when it has seen something
 */
export function createDesktop(
  options: DesktopOptions,
  jar: CookieJar = createCookieJar(options.url.startsWith('https:')),
  onSight: () => void = () => {},
): Desktop {
  const { url, user, origin = url, limit = 10_000 } = options;
  const sights: Sight[] = [];
  const tabs: Desktop[] = [];
  const sockets: DesktopContext['sockets'] = new Set();
  const seen = new EventEmitter();
  const { ca } = options;
  const agent = url.startsWith('https:')
    ? new SecureAgent({ keepAlive: true, ca })
    : new Agent({ keepAlive: true });
  const http = createHttpClient(url, jar, agent);
  let bayeux: BayeuxClient | null = null;

  function see<S extends Sight>(sight: S): S {
    sights.push(sight);
    seen.emit('sight');
    onSight();
    return sight;
  }

  async function within<T>(what: string, wait: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const overdue = new AbortController();
    const late = new Promise<never>((_resolve, reject) => {
      overdue.signal.addEventListener('abort', () => {
        reject(new Error(`${user} waited ${limit} ms in vain for ${what}; saw ${brief(sights)}`));
      });
    });
    const timer = setTimeout(() => overdue.abort(), limit);
    try {
      return await Promise.race([wait(overdue.signal), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    user,
    password: `secret-${user}`,
    transcript: () => ({
      ...{ origin, user, sights: [...sights] },
      ...(tabs.length > 0 && { tabs: tabs.map((tab) => tab.transcript()) }),
    }),
    async request(method, path, requestOptions) {
      const request = `${method} ${path}`;
      const answer = await within(`the answer to ${request}`, () =>
        http.request(method, path, requestOptions),
      );
      const headers = answer.headers
        .map(([name, value]) => [name.toLowerCase(), value] as const)
        .filter(([name]) => seenHeaders.includes(name));
      return see({ kind: 'http', request, status: answer.status, headers, body: answer.body });
    },
    async handshake() {
      const load = async (script: string): Promise<string> => {
        const { pathname, search } = new URL(script);
        const { status, body } = await http.request('GET', `${pathname}${search}`);
        if (status !== 200) throw new Error(`${status}`);
        return body;
      };
      const onResponseText = (text: string): void => notificationsIn(text, see);
      const client = createBayeuxClient(options.client, {
        url: `${url}${options.endpoint ?? '/api/v2/notifications'}`,
        transport: options.transport ?? 'long-polling',
        ack: options.ack ?? false,
        context: { jar, agent, ca, sockets, load, onResponseText },
        headers: http.csrfHeaders(),
        onHandshakeAgain: (successful) => see({ kind: 'handshake', successful }),
        onSubscribedAgain: (channel, successful) => see({ kind: 'subscribe', channel, successful }),
      });
      bayeux = client;
      const successful = await within('the handshake', () => client.handshake());
      see({ kind: 'handshake', successful });
    },
    async subscribe(channel) {
      const successful = await within(`the subscription to ${channel}`, async () =>
        bayeux === null ? false : bayeux.subscribe(channel),
      );
      see({ kind: 'subscribe', channel, successful });
    },
    until: (what, isSeen) =>
      within(what, async (signal) => {
        while (!isSeen(sights)) await once(seen, 'sight', { signal });
      }),
    async disconnect() {
      await within('the disconnect', async () => bayeux?.disconnect());
    },
    openTab() {
      const tab = createDesktop(options, jar, () => seen.emit('sight'));
      tabs.push(tab);
      return tab;
    },
    close() {
      for (const tab of tabs) tab.close();
      for (const socket of sockets) socket.terminate();
      agent.destroy();
    },
  };
}

/** Adds the notifications in the text of a Bayeux answer: neither meta nor the echo of a publish. */
function notificationsIn(text: string, see: (sight: Sight) => void): void {
  for (const item of itemsOf(text)) {
    const members = membersOf(item);
    const raw = (name: string): string | undefined =>
      members.findLast(([key]) => key === name)?.[1];
    const channel = String(JSON.parse(raw('channel') ?? '""'));
    if (channel.startsWith('/meta/') || raw('successful') !== undefined) continue;
    const kept = members.filter(([name]) => name !== 'id');
    const message = `{${kept.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
    see({ kind: 'notification', channel, message, data: raw('data') ?? '' });
  }
}

function brief(sights: readonly Sight[]): string {
  const words = sights.map((sight) => {
    if (sight.kind === 'http') return `${sight.request} → ${sight.status}`;
    return sight.kind === 'notification' ? `${sight.channel} ${sight.data.length}` : sight.kind;
  });
  return words.length > 0 ? words.slice(-8).join(', ') : 'nothing';
}
