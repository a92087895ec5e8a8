import { once } from 'node:events';
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { News } from '../../../src/ui/protocol/news.js';
import type { RecordingHead, SessionHead } from '../../../src/ui/protocol/recording-head.js';
import type { Row } from '../../../src/ui/protocol/row.js';
import { rowsOf } from '../../../src/ui/protocol/row-columns.js';

export interface PageAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

interface Asking {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
}

/** Asks as a browser or program would; nothing is added but what is said. */
export async function ask(origin: string, path: string, asking: Asking = {}): Promise<PageAnswer> {
  const { hostname, port } = new URL(origin);
  const { method = 'GET', headers = {}, body } = asking;
  const request = http.request({ hostname, port, path, method, headers, agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const bytes = await buffer(response);
  const { statusCode: status = 0, headers: answered } = response;
  return { status, headers: answered, body: bytes.toString(), bytes };
}

/** What a page knows of a recording: all that came on its websocket. */
export class Followed {
  readonly news: News[] = [];
  readonly rows = new Map<string, Row>();
  head: RecordingHead | null = null;
  sessions: readonly SessionHead[] = [];
  readonly socket: WebSocket;
  #look = (): void => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const news = JSON.parse(String(data)) as News;
      this.news.push(news);
      if (news.type === 'rows') for (const row of rowsOf(news.columns)) this.rows.set(row.key, row);
      if (news.type === 'head') this.head = news.head;
      if (news.type === 'sessions') this.sessions = news.sessions;
      this.#look();
    });
    socket.on('close', () => this.#look());
  }

  /** Waits until what it knows fits. */
  async until<T>(find: (page: this) => T | undefined | null | false): Promise<T> {
    for (;;) {
      const found = find(this);
      if (found !== undefined && found !== null && found !== false) return found;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the websocket is closed');
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }

  /** Waits for the latest frame of a kind. */
  last<K extends News['type']>(type: K): Promise<Extract<News, { type: K }>> {
    return this.until((page) => page.news.findLast((each) => each.type === type)) as Promise<
      Extract<News, { type: K }>
    >;
  }

  find(wanted: (row: Row) => boolean): Promise<Row> {
    return this.until((page) => [...page.rows.values()].find(wanted));
  }
}

/** A browser that was let in. */
export class PageClient {
  readonly origin: string;
  readonly token: string;
  readonly cookie: string;

  private constructor(origin: string, token: string, cookie: string) {
    this.origin = origin;
    this.token = token;
    this.cookie = cookie;
  }

  static async enter(link: string): Promise<PageClient> {
    const { origin, searchParams } = new URL(link);
    const token = searchParams.get('token') ?? '';
    const { headers } = await ask(origin, `/?token=${token}`);
    const cookie = headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
    return new PageClient(origin, token, cookie);
  }

  get(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<PageAnswer> {
    return ask(this.origin, path, { headers: { Cookie: this.cookie, ...headers } });
  }

  async json<T>(path: string): Promise<T> {
    const { status, body } = await this.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
    return JSON.parse(body) as T;
  }

  post(path: string, value: unknown, headers: http.OutgoingHttpHeaders = {}): Promise<PageAnswer> {
    return ask(this.origin, path, {
      method: 'POST',
      headers: {
        Cookie: this.cookie,
        Origin: this.origin,
        'Content-Type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(value),
    });
  }

  /** Opens a websocket as the page does. */
  open(path: string, headers: Record<string, string> = {}): WebSocket {
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}${path}`, {
      headers: { Cookie: this.cookie, Origin: this.origin, ...headers },
    });
    onTestFinished(() => socket.terminate());
    return socket;
  }

  follow(place = 0, query = ''): Followed {
    return new Followed(this.open(`/api/recordings/${place}/rows${query}`));
  }
}

/** What a websocket that must not be opened is answered. */
export async function refusedUpgrade(socket: WebSocket): Promise<number | undefined> {
  socket.on('error', () => {});
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    http.IncomingMessage,
  ];
  return response.statusCode;
}
