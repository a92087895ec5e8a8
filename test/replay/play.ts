import type { Recording } from '../../src/recording/reader.js';
import type { Conversation } from '../../src/replay/bayeux-stage.js';
import { createStage } from '../../src/replay/create-stage.js';
import type { Answer, LiveRequest } from '../../src/replay/exchange-at-the-door.js';
import type { Stage } from '../../src/replay/stage.js';
import type { StageOptions } from '../../src/replay/stage-options.js';
import { type ManualClock, manualClock } from '../../src/time/manual-clock.js';

/** Puts a recording on a stage without sockets. */
export function play(
  recording: Recording,
  options: Partial<StageOptions> = {},
): Stage & { readonly clock: ManualClock } {
  const clock = manualClock();
  const stage = createStage(recording, recording.link, {
    clock,
    seed: 1,
    session: null,
    origin: () => 'http://stand-in.test',
    ...options,
  });
  return { ...stage, clock };
}

/** How a paper desktop speaks Bayeux. */
export type PaperTransport = 'long-polling' | 'websocket' | 'callback-polling';

const endpoint = '/api/v2/notifications';

/** A desktop that speaks to a stage: keeps cookies and its clientId, and what it was answered. */
export class PaperDesktop {
  clientId = '';
  readonly cookies = new Map<string, string>();
  /** Texts of notifications, in order. */
  readonly notices: string[] = [];
  /** May change at any time. */
  transport: PaperTransport;
  readonly #stage: Stage;
  #websocket: Conversation | null = null;
  /** Replies that came on the websocket. */
  readonly #replies: unknown[] = [];
  #nextId = 1;

  constructor(stage: Stage, transport: PaperTransport = 'long-polling') {
    this.#stage = stage;
    this.transport = transport;
  }

  /** One that has logged in, shaken hands, connected once and subscribed. */
  static ready(stage: Stage, user: string, ...channels: readonly string[]): PaperDesktop {
    const desktop = new PaperDesktop(stage);
    desktop.logIn(user);
    desktop.handshake();
    desktop.connect();
    desktop.subscribe(...(channels.length > 0 ? channels : ['/v2/me/*']));
    return desktop;
  }

  /** One with the same cookies, that has yet to shake hands. */
  anotherTab(): PaperDesktop {
    const tab = new PaperDesktop(this.#stage);
    for (const [name, value] of this.cookies) tab.cookies.set(name, value);
    return tab;
  }

  /** A request; null if it is held. */
  ask(
    method: string,
    target: string,
    body: string | null = null,
    headers: Readonly<Record<string, string>> = {},
  ): Answer | null {
    let answer: Answer | null = null;
    this.send(method, target, body, headers, (each) => {
      answer = each;
    });
    return answer;
  }

  send(
    method: string,
    target: string,
    body: string | null,
    headers: Readonly<Record<string, string>>,
    respond: (answer: Answer) => void,
  ): (() => void) | null {
    return this.#stage.handle(this.#request(method, target, body, headers), (answer) => {
      for (const [name, value] of answer.headers) {
        const [, key = '', text = ''] = /^([^=]+)=([^;]*)/u.exec(value) ?? [];
        if (name.toLowerCase() === 'set-cookie') this.cookies.set(key, text);
      }
      respond(answer);
    });
  }

  #request(
    method: string,
    target: string,
    body: string | null,
    headers: Readonly<Record<string, string>>,
  ): LiveRequest {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      method,
      target,
      headers: [
        ['Host', 'stand-in.test'],
        ...(cookie === '' ? [] : [['Cookie', cookie] as const]),
        ...(body === null ? [] : [['Content-Type', 'application/json'] as const]),
        ...Object.entries(headers),
      ],
      body: body === null ? null : Buffer.from(body),
    };
  }

  logIn(user: string): Answer | null {
    return this.ask('GET', '/api/v2/me', null, {
      Authorization: `Basic ${Buffer.from(`${user}:secret-${user}`).toString('base64')}`,
    });
  }

  /** Text of the answer to a call, or to a GET if there is no body. */
  text(target: string, body: string | null = null): string {
    return textOf(this.ask(body === null ? 'GET' : 'POST', target, body));
  }

  operate(operation: string, more: object = {}): string {
    return this.text('/api/v2/me/tweets/T1', JSON.stringify({ operationName: operation, ...more }));
  }

  handshake(): unknown {
    const [reply] = this.bayeux({ channel: '/meta/handshake', version: '1.0' });
    this.clientId = (reply as { clientId?: string }).clientId ?? '';
    return reply;
  }

  subscribe(...channels: readonly string[]): readonly unknown[] {
    return this.bayeux(
      ...channels.map((subscription) => ({ channel: '/meta/subscribe', subscription })),
    );
  }

  /** Connects without being held, and takes what comes. */
  connect(): readonly unknown[] {
    return this.bayeux({ channel: '/meta/connect', advice: { timeout: 0 } });
  }

  /** Connects, and may be held: whatever comes, comes into `notices`. */
  poll(onAnswer: (answer: Answer) => void = () => {}): (() => void) | null {
    const body = JSON.stringify([
      { id: this.#id(), channel: '/meta/connect', clientId: this.clientId },
    ]);
    return this.send('POST', endpoint, body, {}, (answer) => {
      this.#take(answer);
      onAnswer(answer);
    });
  }

  /** Sends messages in one batch; ids and clientId are added. Replies, without notifications. */
  bayeux(...messages: readonly object[]): readonly unknown[] {
    const body = JSON.stringify(
      messages.map((each) => ({
        id: this.#id(),
        ...(this.clientId === '' ? {} : { clientId: this.clientId }),
        ...each,
      })),
    );
    if (this.transport === 'websocket') {
      const request = this.#request('GET', endpoint, null, { Upgrade: 'websocket' });
      this.#websocket ??= this.#stage.converse(request, (text) => {
        this.#replies.push(...this.#takeText(text));
      });
      this.#websocket?.take(body);
      return this.#replies.splice(0);
    }
    const query = new URLSearchParams({ jsonp: 'callback', message: body });
    const answer =
      this.transport === 'long-polling'
        ? this.ask('POST', endpoint, body)
        : this.ask('GET', `${endpoint}?${query}`);
    return answer === null ? [] : this.#take(answer);
  }

  #take(answer: Answer): readonly unknown[] {
    if (answer.status !== 200) return [];
    const text = textOf(answer);
    return this.#takeText(/^\/\*\*\/callback\((.*)\);$/su.exec(text)?.[1] ?? text);
  }

  #takeText(text: string): readonly unknown[] {
    const messages = JSON.parse(text) as { channel: string; successful?: boolean }[];
    const texts = splitBatch(text);
    messages.forEach((each, index) => {
      if (each.successful === undefined) this.notices.push(texts[index] ?? '');
    });
    return messages.filter((each) => each.successful !== undefined);
  }

  #id(): string {
    return String(this.#nextId++);
  }
}

export function textOf(answer: Answer | null): string {
  return answer?.body ? Buffer.from(answer.body).toString() : '';
}

/** States of tweets in notifications. */
export function states(notices: readonly string[]): readonly string[] {
  return notices.map((each) => /"state":"(\w+)"/u.exec(each)?.[1] ?? each);
}

/** The messages of a batch as they stand. */
function splitBatch(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' && depth++ === 0) start = at;
    else if (char === '}' && --depth === 0) parts.push(text.slice(start, at + 1));
  }
  return parts;
}
