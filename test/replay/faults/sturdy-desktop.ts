import { EventEmitter, once } from 'node:events';
import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { parseBatch } from '../../../src/bayeux/batch.js';
import type { BayeuxMessage } from '../../../src/bayeux/message.js';

export type SturdyTransport = 'long-polling' | 'callback-polling' | 'websocket';

export interface SturdyOptions {
  readonly url: string;
  readonly user: string;
  readonly transport?: SturdyTransport;
  readonly ack?: boolean;
}

/** An answer that came whole; null if its connection was cut. */
export type Came = { readonly status: number; readonly text: string } | null;

const endpoint = '/api/v2/notifications';
/** Milliseconds for which its connects ask to be held: a server that has nothing to say says so soon. */
const briefly = 15;

/**
 * A desktop on real sockets that goes on whatever happens to it: it connects again when its connection is cut, and shakes
 * hands and subscribes again when it has become unknown. What happened to it is in `log`.
 */
export class SturdyDesktop {
  /** Texts of notifications, in order, as they came. */
  readonly notices: string[] = [];
  /** `cut`, `unknown` or an HTTP status, of what did not come as it should. */
  readonly log: string[] = [];
  clientId = '';
  readonly #options: SturdyOptions;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #seen = new EventEmitter();
  readonly #channels = new Set<string>();
  #cookie = '';
  #id = 0;
  #acknowledged = 0;
  #socket: WebSocket | null = null;
  readonly #replies = new Map<string, (reply: BayeuxMessage | null) => void>();
  #listening: Promise<void> | null = null;
  #leaving = false;
  #closed = false;

  constructor(options: SturdyOptions) {
    this.#options = options;
  }

  /** Who it is: made anew for each live session. */
  get name(): string {
    return this.#cookie;
  }

  async ask(method: string, path: string, body: string | null = null): Promise<Came> {
    const basic = Buffer.from(`${this.#options.user}:secret`).toString('base64');
    const sent = request(`${this.#options.url}${path}`, {
      method,
      agent: this.#agent,
      headers: {
        ...(this.#cookie === '' ? { Authorization: `Basic ${basic}` } : { Cookie: this.#cookie }),
        ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      },
    });
    sent.on('error', () => {});
    sent.end(body ?? undefined);
    try {
      const [response] = await once(sent, 'response');
      const text = String(await buffer(response));
      const [cookie] = response.headers['set-cookie'] ?? [];
      if (cookie !== undefined) this.#cookie = cookie.replace(/;.*$/u, '');
      if (response.statusCode >= 400) this.log.push(String(response.statusCode));
      return { status: response.statusCode, text };
    } catch {
      this.log.push('cut');
      return null;
    }
  }

  /** Asks until there is an answer of the recorded server. */
  async insist(method: string, path: string, body: string | null = null): Promise<Came> {
    for (;;) {
      const came = await this.ask(method, path, body);
      if (came !== null && came.status < 500) return came;
      // What was performed is not made again.
      if (came === null && method !== 'GET') return came;
    }
  }

  operate(operation: string, more: object = {}): Promise<Came> {
    const body = JSON.stringify({ operationName: operation, ...more });
    return this.insist('POST', '/api/v2/me/tweets/T1', body);
  }

  /** Logs in, shakes hands, subscribes, and connects from now on. */
  async arrive(...channels: readonly string[]): Promise<void> {
    await this.insist('GET', '/api/v2/me');
    await this.#shakeHands();
    await this.subscribe(...channels);
    this.#listening = this.#listen();
  }

  async subscribe(...channels: readonly string[]): Promise<void> {
    for (const each of channels.length > 0 ? channels : ['/v2/me/*']) {
      this.#channels.add(each);
      await this.#say({ channel: '/meta/subscribe', subscription: each });
    }
  }

  /** Waits for a notification whose text has that in it, so many times. */
  async until(text: string, times = 1): Promise<void> {
    while (this.notices.filter((each) => each.includes(text)).length < times) {
      await once(this.#seen, 'seen');
    }
  }

  /** Waits until something is in the log. */
  async untilLogged(what: string): Promise<void> {
    while (!this.log.includes(what)) await once(this.#seen, 'seen');
  }

  /** Waits until there is nothing more to come; its last connect was held, and not cut. */
  async leave(): Promise<void> {
    this.#leaving = true;
    await this.#listening;
  }

  close(): void {
    this.#leaving = true;
    this.#closed = true;
    this.#socket?.terminate();
    this.#agent.destroy();
  }

  async #shakeHands(): Promise<void> {
    this.clientId = '';
    this.#acknowledged = 0;
    const ext = this.#options.ack === true ? { ext: { ack: true } } : {};
    for (;;) {
      const reply = await this.#say({ channel: '/meta/handshake', version: '1.0', ...ext });
      if (this.#closed) return;
      if (reply === null) continue;
      this.clientId = reply.clientId ?? '';
      break;
    }
    await this.#connect(0);
  }

  async #listen(): Promise<void> {
    let quiet = 0;
    while (quiet < 2 && !this.#closed) {
      const before = this.notices.length;
      const reply = await this.#connect(briefly);
      if (reply === 'unknown') {
        await this.#shakeHands();
        await this.subscribe(...this.#channels);
      }
      const isQuiet = reply === 'fine' && this.notices.length === before && this.#leaving;
      quiet = isQuiet ? quiet + 1 : 0;
    }
  }

  async #connect(timeout: number): Promise<'fine' | 'cut' | 'unknown'> {
    const reply = await this.#say({
      channel: '/meta/connect',
      connectionType: this.#options.transport ?? 'long-polling',
      advice: { timeout },
      ...(this.#options.ack === true ? { ext: { ack: this.#acknowledged } } : {}),
    });
    if (reply === null) return 'cut';
    if (reply.successful === true) {
      const { ext } = JSON.parse(reply.text) as { ext?: { ack?: number } };
      if (ext?.ack !== undefined) this.#acknowledged = ext.ack;
      return 'fine';
    }
    this.log.push('unknown');
    this.#seen.emit('seen');
    return 'unknown';
  }

  /** Sends one message; null if its connection was cut before the reply was there. */
  async #say(message: object): Promise<BayeuxMessage | null> {
    const id = `m${++this.#id}`;
    const body = JSON.stringify([
      { id, ...(this.clientId === '' ? {} : { clientId: this.clientId }), ...message },
    ]);
    const { transport = 'long-polling' } = this.#options;
    if (transport === 'websocket') return this.#overWebsocket(id, body);
    const query = new URLSearchParams({ jsonp: 'cb', message: body });
    const came =
      transport === 'long-polling'
        ? await this.ask('POST', endpoint, body)
        : await this.ask('GET', `${endpoint}?${query}`);
    this.#seen.emit('seen');
    const text = /^\/\*\*\/cb\((.*)\);$/su.exec(came?.text ?? '')?.[1] ?? came?.text;
    return text === undefined ? null : this.#take(text, id);
  }

  async #overWebsocket(id: string, body: string): Promise<BayeuxMessage | null> {
    const socket = this.#closed ? null : await this.#open();
    if (socket === null) return null;
    return new Promise((resolve) => {
      this.#replies.set(id, resolve);
      socket.send(body);
    });
  }

  async #open(): Promise<WebSocket | null> {
    if (this.#socket !== null) return this.#socket;
    const socket = new WebSocket(`${this.#options.url.replace('http', 'ws')}${endpoint}`, {
      headers: { Cookie: this.#cookie },
    });
    socket.on('error', () => {});
    socket.on('message', (data) => {
      for (const each of parseBatch(String(data)) ?? []) {
        if (each.successful === null) this.#notice(each.text);
        else this.#reply(JSON.parse(each.text).id, each);
      }
    });
    socket.on('close', () => {
      this.#socket = null;
      if (!this.#leaving || this.#replies.size > 0) this.log.push('cut');
      this.#seen.emit('seen');
      for (const id of [...this.#replies.keys()]) this.#reply(id, null);
    });
    await Promise.race([once(socket, 'open'), once(socket, 'close')]);
    if (socket.readyState !== WebSocket.OPEN) return null;
    this.#socket = socket;
    return socket;
  }

  #reply(id: string, reply: BayeuxMessage | null): void {
    const resolve = this.#replies.get(id);
    this.#replies.delete(id);
    resolve?.(reply);
  }

  #take(text: string, id: string): BayeuxMessage | null {
    let reply: BayeuxMessage | null = null;
    for (const each of parseBatch(text) ?? []) {
      if (each.successful === null) this.#notice(each.text);
      else if (JSON.parse(each.text).id === id) reply = each;
    }
    return reply;
  }

  #notice(text: string): void {
    this.notices.push(text);
    this.#seen.emit('seen');
  }
}
