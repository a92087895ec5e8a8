import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/**
 * A desktop over real HTTP that waits for nothing but the answers: whatever fake timers a test installs, it goes on. The
 * official client has timers of its own.
 */
export class HttpDesktop {
  /** Texts of notifications, in order. */
  readonly notices: string[] = [];
  clientId = '';
  readonly #url: string;
  readonly #user: string;
  readonly #agent = new Agent({ keepAlive: true });
  #cookie = '';
  #id = 1;

  constructor(url: string, user: string) {
    this.#url = url;
    this.#user = user;
  }

  async ask(
    method: string,
    path: string,
    body: string | null = null,
  ): Promise<{ status: number; text: string }> {
    const basic = Buffer.from(`${this.#user}:secret`).toString('base64');
    const sent = request(`${this.#url}${path}`, {
      method,
      agent: this.#agent,
      headers: {
        ...(this.#cookie === '' ? { Authorization: `Basic ${basic}` } : { Cookie: this.#cookie }),
        ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      },
    });
    sent.end(body ?? undefined);
    const [response] = await once(sent, 'response');
    const [cookie] = response.headers['set-cookie'] ?? [];
    if (cookie !== undefined) this.#cookie = cookie.replace(/;.*$/u, '');
    return { status: response.statusCode, text: await textOf(response) };
  }

  operate(operation: string, more: object = {}): Promise<{ status: number; text: string }> {
    const body = JSON.stringify({ operationName: operation, ...more });
    return this.ask('POST', '/api/v2/me/tweets/T1', body);
  }

  /** Sends one message; what it was answered, without notifications. */
  async bayeux(message: object): Promise<Record<string, unknown>> {
    const id = this.clientId === '' ? {} : { clientId: this.clientId };
    const body = JSON.stringify([{ id: String(this.#id++), ...id, ...message }]);
    const { text } = await this.ask('POST', '/api/v2/notifications', body);
    const messages = JSON.parse(text) as Record<string, unknown>[];
    for (const each of messages) {
      if (each.successful === undefined) this.notices.push(JSON.stringify(each.data));
    }
    return messages.find((each) => each.successful !== undefined) ?? {};
  }

  connect(): Promise<Record<string, unknown>> {
    return this.bayeux({ channel: '/meta/connect', connectionType: 'long-polling' });
  }

  /** Logs in, shakes hands, connects once. */
  async arrive(): Promise<void> {
    await this.ask('GET', '/api/v2/me');
    const { clientId } = await this.bayeux({ channel: '/meta/handshake', version: '1.0' });
    this.clientId = String(clientId);
    await this.bayeux({ channel: '/meta/connect', advice: { timeout: 0 } });
  }

  async subscribe(channel = '/v2/me/*'): Promise<void> {
    await this.bayeux({ channel: '/meta/subscribe', subscription: channel });
  }

  close(): void {
    this.#agent.destroy();
  }
}
