import { WebSocket } from 'ws';
import { parseBatch } from '../../../src/bayeux/batch.js';
import type { Chance } from '../../e2e/kills/chance.js';
import type { RawAnswer, RawRequest } from './raw-connection.js';

export type WireTransport = 'long-polling' | 'callback-polling' | 'websocket';

/** What a tab needs of the desktop that it belongs to. */
export interface TabParts {
  readonly chance: Chance;
  readonly endpoint: string;
  readonly port: number;
  /** Cookies and credentials. */
  headers(): readonly (readonly [string, string])[];
  send(request: RawRequest, polls: boolean): Promise<RawAnswer | null>;
  /** A notification came. */
  event(text: string): void;
  /** What carried a reply, and a connect's reply, are the same each time. */
  always(what: string, value: string): void;
}

/** A connect's answer or a websocket: what came on it is heard only when all that came on those before it was. */
interface Source {
  ended: boolean;
  readonly events: string[];
}

/** One Bayeux session on real sockets, on any transport, which may change at any time. */
export class WireTab {
  clientId = '';
  transport: WireTransport = 'long-polling';
  /** It speaks the acknowledgement extension: what is lost comes again. */
  acknowledges = false;
  #acknowledged = 0;
  readonly #parts: TabParts;
  readonly #sources: Source[] = [];
  readonly #polls = new Set<Promise<void>>();
  readonly #replies = new Map<string, (text: string | null) => void>();
  #websocket: { readonly socket: WebSocket; readonly source: Source } | null = null;
  #connects = 0;

  constructor(parts: TabParts) {
    this.#parts = parts;
  }

  /** Whether a connect is under way. */
  get polls(): boolean {
    return this.#polls.size > 0;
  }

  /** Sends messages in one batch; the text of each reply, in the order of the messages. */
  async say(
    messages: readonly { readonly id: string; readonly channel: string }[],
  ): Promise<readonly (string | null)[]> {
    const body = JSON.stringify(
      messages.map((each) => ({ ...each, ...(this.clientId && { clientId: this.clientId }) })),
    );
    if (this.transport === 'websocket') {
      const socket = await this.#open();
      const replies = messages.map(({ id }) => this.#replyTo(id));
      socket.send(body);
      return Promise.all(replies);
    }
    const texts = await this.#overHttp(body, messages[0]?.channel ?? '', false);
    const found = (texts ?? []).map((text) => ({ text, message: parseBatch(text)?.[0] }));
    for (const { text, message } of found) {
      if (message?.successful === null) this.#parts.event(text);
    }
    return messages.map(
      ({ id }) =>
        found.find(({ message }) => message?.id && JSON.parse(message.text).id === id)?.text ??
        null,
    );
  }

  /** Connects; resolved when that is answered, or another one has taken its place. */
  connect(atOnce: boolean, lost = false): Promise<void> {
    const poll = this.#connect(atOnce, lost).finally(() => this.#polls.delete(poll));
    this.#polls.add(poll);
    return poll;
  }

  async #connect(atOnce: boolean, lost: boolean): Promise<void> {
    const id = `c${++this.#connects}`;
    const body = JSON.stringify([
      {
        id,
        channel: '/meta/connect',
        connectionType: this.transport,
        clientId: this.clientId,
        ...(atOnce ? { advice: { timeout: 0 } } : {}),
        ...(this.acknowledges ? { ext: { ack: this.#acknowledged } } : {}),
      },
    ]);
    if (this.transport === 'websocket') {
      const socket = await this.#open();
      // The one before is not answered any more.
      for (const [each, give] of this.#replies) if (each.startsWith('c')) give(null);
      const reply = this.#replyTo(id);
      socket.send(body);
      this.#heard(await reply, atOnce);
      return;
    }
    const source: Source = { ended: false, events: [] };
    this.#sources.push(source);
    const texts = await this.#overHttp(body, '/meta/connect', true);
    for (const text of lost ? [] : (texts ?? [])) {
      if (parseBatch(text)?.[0]?.successful === null) source.events.push(text);
      else this.#heard(text, atOnce);
    }
    source.ended = true;
    this.#listen();
  }

  /** Fetches all that there is, and waits until it is heard. */
  async drain(): Promise<void> {
    // A client that acknowledges never has two connects under way: it would get things twice.
    if (this.acknowledges) await Promise.all(this.#polls);
    await this.connect(true);
    await Promise.all(this.#polls);
  }

  /** Goes on over another transport, without losing anything. */
  async change(transport: WireTransport): Promise<void> {
    if (this.acknowledges) await Promise.all(this.#polls);
    const old = this.#websocket;
    this.transport = transport;
    if (transport === 'websocket') {
      await this.drain();
      return;
    }
    const connected = this.connect(true);
    if (old !== null) {
      await connected.then(() => {});
      this.#websocket = null;
      old.socket.close();
      if (old.socket.readyState !== WebSocket.CLOSED) {
        await new Promise((closed) => old.socket.once('close', closed));
      }
    }
    await connected;
  }

  /** Is gone without a word. */
  drop(): void {
    this.#websocket?.socket.terminate();
    this.#websocket = null;
  }

  #replyTo(id: string): Promise<string | null> {
    return new Promise((resolve) => {
      this.#replies.set(id, (text) => {
        this.#replies.delete(id);
        resolve(text);
      });
    });
  }

  async #open(): Promise<WebSocket> {
    if (this.#websocket !== null) return this.#websocket.socket;
    const { port, endpoint, chance } = this.#parts;
    const headers = Object.fromEntries([['Host', 'stand-in.test'], ...this.#parts.headers()]);
    const socket = new WebSocket(`ws://127.0.0.1:${port}${endpoint}`, {
      headers,
      perMessageDeflate: chance.below(2) === 0,
    });
    const source: Source = { ended: false, events: [] };
    this.#websocket = { socket, source };
    this.#sources.push(source);
    socket.on('message', (data) => {
      for (const { text, successful, id } of parseBatch(String(data)) ?? []) {
        if (successful === null) source.events.push(text);
        else this.#replies.get(id === undefined ? '' : JSON.parse(text).id)?.(text);
      }
      this.#listen();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      source.ended = true;
      for (const give of this.#replies.values()) give(null);
      this.#listen();
    });
    await new Promise((opened) => {
      socket.once('open', opened);
      socket.once('close', opened);
    });
    return socket;
  }

  /** The messages of the answer; null if none came. */
  async #overHttp(
    body: string,
    channel: string,
    polls: boolean,
  ): Promise<readonly string[] | null> {
    const { endpoint, chance } = this.#parts;
    // It may be another one when the answer comes.
    const { transport } = this;
    const script = transport === 'callback-polling';
    const query = new URLSearchParams({ jsonp: chance.pick(['cb', 'a.b']), message: body });
    const answer = await this.#parts.send(
      script
        ? { method: 'GET', target: `${endpoint}?${query}`, headers: [], body: null }
        : {
            method: 'POST',
            target: `${endpoint}${chance.pick(['', '/', '/connect'])}`,
            headers: [['Content-Type', 'application/json']],
            body: Buffer.from(body),
            chunk: chance.below(4) === 0 ? 1 + chance.below(40) : null,
          },
      polls,
    );
    // A connect that another one replaced is answered 500, without Bayeux.
    if (answer === null || !answer.status.includes(' 200 ')) return null;
    const heads = answer.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
    this.#parts.always(`${channel} over ${transport}`, JSON.stringify(heads));
    const text = answer.body.toString();
    const json = script ? (/^\/\*\*\/[\w.]+\((.*)\);$/su.exec(text)?.[1] ?? '') : text;
    return (parseBatch(json) ?? []).map((each) => each.text);
  }

  #heard(reply: string | null, atOnce: boolean): void {
    if (reply === null) return;
    const { id, ext, ...rest } = JSON.parse(reply) as { id: string; ext?: { ack?: number } };
    if (ext?.ack !== undefined) this.#acknowledged = ext.ack;
    this.#parts.always(`reply to connect ${atOnce}`, JSON.stringify(rest));
  }

  #listen(): void {
    for (let first = this.#sources[0]; first !== undefined; first = this.#sources[0]) {
      for (const text of first.events.splice(0)) this.#parts.event(text);
      if (!first.ended) return;
      this.#sources.shift();
    }
  }
}
