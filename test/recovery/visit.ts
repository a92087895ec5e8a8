import { EventEmitter, once } from 'node:events';
import { Agent } from 'node:http';
import type { DesktopContext } from '../desktops/browser-window.js';
import type { CometdVersion } from '../desktops/cometd-versions.js';
import { createCookieJar } from '../desktops/cookie-jar.js';
import { createHttpClient } from '../desktops/http-client.js';
import { officialClient } from './official-client.js';
import { mount, type Operation, operations } from './room.js';

/** How a client of one version talks to a server. */
export interface Mode {
  readonly version: CometdVersion;
  readonly transport: 'long-polling' | 'websocket';
  readonly ack: boolean;
}

/**
 * What a client went through, a line each: each act with what came of it and, indented, what it saw until it went on. An
 * answer and the notification of a call overtake each other on every server, so the answer is written first.
 */
export type Transcript = readonly string[];

/** What was seen in a step of a transcript. */
export function eventsIn(transcript: Transcript, step: Step): readonly string[] {
  const from = transcript.findIndex((line) => line.startsWith(`${step}: `)) + 1;
  const to = transcript.findIndex((line, index) => index >= from && !line.startsWith(indent));
  const lines = from === 0 ? [] : transcript.slice(from, to < 0 ? undefined : to);
  return lines.map((line) => line.slice(indent.length));
}

const indent = '  ';

/** Steps in which something is to be waited for. */
export type Step = 'arrive' | Operation | 'leave';

export interface VisitOptions extends Mode {
  /** What it waits for in each step: events, of which each must come as often as it is named. */
  readonly awaits: (step: Step) => readonly string[];
  /** It may use long-polling, too. By default only its own transport. */
  readonly maySwitch?: boolean;
  /** A call that it makes again, once, when it was refused. */
  readonly insistsOn?: Operation | undefined;
  /** Told when an act has been done. */
  readonly onDone?: (step: Step) => void;
  /** Milliseconds after which it is an outcome too that something did not come. */
  readonly patience?: number;
}

/** Logs in, shakes hands, subscribes, makes its calls one after the other, and goes. */
export async function visit(
  url: string,
  {
    awaits,
    maySwitch = false,
    insistsOn,
    onDone = () => {},
    patience = 5_000,
    ...mode
  }: VisitOptions,
): Promise<Transcript> {
  const lines: string[] = [];
  let events: string[] = [];
  const heard = new EventEmitter();
  const jar = createCookieJar(false);
  const agent = new Agent({ keepAlive: true });
  const sockets: DesktopContext['sockets'] = new Set();
  const http = createHttpClient(url, jar, agent);
  const context: DesktopContext = {
    ...{ jar, agent, ca: undefined, sockets },
    load: () => Promise.reject(new Error('this client loads no scripts')),
    onResponseText: () => {},
  };
  const client = officialClient({
    ...mode,
    transports: [mode.transport, ...(maySwitch ? ['long-polling'] : [])],
    url: `${url}${mount}`,
    context,
    onEvent(event) {
      events.push(event);
      heard.emit('event');
    },
  });

  async function until(wanted: readonly string[]): Promise<void> {
    const overdue = AbortSignal.timeout(patience);
    const missing = (): string | undefined =>
      wanted.find((each) => count(events, each) < count(wanted, each));
    while (missing() !== undefined) {
      try {
        await once(heard, 'event', { signal: overdue });
      } catch {
        events.push(`waited in vain for '${missing()}'`);
        return;
      }
    }
  }

  async function call(operation: Operation): Promise<string> {
    const body = JSON.stringify({ operationName: operation });
    try {
      return String((await http.request('POST', '/call', { body })).status);
    } catch {
      return 'connection lost';
    }
  }

  async function step(name: Step, act: () => Promise<string>): Promise<void> {
    const said = await act();
    onDone(name);
    await until(awaits(name));
    lines.push(`${name}: ${said}`, ...inOrder(events).map((each) => `  ${each}`));
    events = [];
  }

  try {
    await step('arrive', async () => {
      const { status } = await http.request('GET', '/me', {
        headers: { Authorization: 'Basic YTE6c2VjcmV0LWEx' },
      });
      client.handshake();
      return String(status);
    });
    for (const each of operations) {
      if (client.isDisconnected()) break;
      await step(each, async () => {
        const said = await call(each);
        return each === insistsOn && said === '503' ? `503, ${await call(each)}` : said;
      });
    }
    await step('leave', async () => {
      if (client.isDisconnected()) return 'gone already';
      client.disconnect();
      return 'done';
    });
  } finally {
    client.clearListeners();
    if (!client.isDisconnected()) client.disconnect();
    for (const socket of sockets) socket.terminate();
    agent.destroy();
  }
  return lines;
}

/** After a handshake it subscribes and connects at the same time, and either may be answered first. */
function inOrder(events: readonly string[]): readonly string[] {
  const order = [...events];
  order.forEach((each, index) => {
    if (each !== 'connect: yes' || order[index + 1] !== 'subscribe: yes') return;
    order.splice(index, 2, 'subscribe: yes', 'connect: yes');
  });
  return order;
}

function count(events: readonly string[], event: string): number {
  return events.filter((each) => each === event).length;
}
