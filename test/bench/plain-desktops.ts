import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CometD, type Message } from 'cometd';
import { type DesktopContext, installWindow } from '../desktops/browser-window.js';
import { type CookieJar, createCookieJar } from '../desktops/cookie-jar.js';
import { callPath, callText, endpoint, logInPath, userName } from './office-recording.js';

/** What all of them do. */
export interface PlainWork {
  readonly desktops: number;
  /** Of each. */
  readonly calls: number;
  /** Bytes of a call's body. */
  readonly bodySize: number;
}

/** Desktops that have done all their calls, and hold a connect each. */
export interface PlainDesktops {
  /** Notifications that came. */
  readonly notifications: number;
  /** Ends them as a browser ends a page. */
  leave(): void;
}

/**
 * What one would write without `drive`: the official client, and a loop for each desktop that makes a call, awaits its answer
 * and its notification, and makes the next. What it does is what is in the office's recording.
 *
 * @throws Error if something is answered otherwise
 */
export async function plainDesktops(url: string, work: PlainWork): Promise<PlainDesktops> {
  installWindow();
  const all = Array.from({ length: work.desktops }, (_, n) => new PlainDesktop(url, n + 1));
  await Promise.all(all.map((each) => each.work(work)));
  return {
    notifications: all.reduce((sum, { notifications }) => sum + notifications, 0),
    leave() {
      for (const each of all) each.leave();
    },
  };
}

class PlainDesktop {
  notifications = 0;
  readonly #url: string;
  readonly #session: number;
  readonly #jar: CookieJar = createCookieJar();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #client = new CometD();
  readonly #come = new Set<unknown>();
  #onCome = (): void => {};

  constructor(url: string, session: number) {
    this.#url = url;
    this.#session = session;
    for (const type of this.#client.getTransportTypes()) {
      if (type !== 'long-polling') this.#client.unregisterTransport(type);
    }
    const context: DesktopContext = {
      jar: this.#jar,
      agent: this.#agent,
      ca: undefined,
      sockets: new Set(),
      load: () => Promise.reject(new Error('it is for callback-polling')),
      onResponseText() {},
    };
    Object.assign(this.#client.findTransport('long-polling') ?? {}, { context });
    this.#client.configure({
      url: `${url}${endpoint}`,
      appendMessageTypeToURL: false,
      logLevel: 'warn',
    });
  }

  async work({ calls, bodySize }: PlainWork): Promise<void> {
    await this.#request('GET', logInPath, 403);
    const password = Buffer.from(`${userName(this.#session)}:secret`).toString('base64');
    await this.#request('GET', logInPath, 200, { Authorization: `Basic ${password}` });
    await agreed((done) => this.#client.handshake(done));
    await agreed((done) =>
      this.#client.subscribe('/v2/me/*', (notification) => this.#take(notification), done),
    );
    for (let call = 1; call <= calls; call += 1) {
      const body = callText(this.#session, call, bodySize);
      const answer = await this.#request('POST', callPath(call), 200, {}, body);
      await this.#notified((JSON.parse(answer) as { readonly referenceId: unknown }).referenceId);
    }
  }

  leave(): void {
    // It would begin again and again.
    this.#client.setTimeout = () => null;
    this.#agent.destroy();
  }

  #take({ data }: Message): void {
    this.notifications += 1;
    this.#come.add((data as { readonly referenceId: unknown }).referenceId);
    this.#onCome();
  }

  async #notified(reference: unknown): Promise<void> {
    while (!this.#come.has(reference)) {
      await new Promise<void>((resolve) => {
        this.#onCome = resolve;
      });
    }
  }

  #request(
    method: string,
    path: string,
    wanted: number,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<string> {
    const cookie = this.#jar.pairs().join('; ');
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}${path}`, {
        method,
        agent: this.#agent,
        headers: {
          ...headers,
          ...(cookie === '' ? {} : { Cookie: cookie }),
          ...(body === undefined
            ? {}
            : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
        },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        for (const each of response.headers['set-cookie'] ?? []) this.#jar.store(each);
        if (response.statusCode === wanted) text(response).then(resolve, reject);
        else reject(new Error(`${method} ${path} was answered with ${response.statusCode}`));
      });
      sent.end(body);
    });
  }
}

/** @throws Error if the server does not agree */
async function agreed(act: (done: (reply: Message) => void) => void): Promise<void> {
  const reply = await new Promise<Message>((resolve) => act(resolve));
  if (reply.successful !== true) throw new Error(`the server refused: ${JSON.stringify(reply)}`);
}
