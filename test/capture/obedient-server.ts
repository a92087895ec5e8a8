import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What a request wants to be answered. */
export interface Wanted {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly answer?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

/** A server that gives each request the answer that the request itself names; gone when the test is over. */
export async function startObedientServer(): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      const { status, headers, body } = JSON.parse(
        Buffer.from(String(request.headers['x-answer'] ?? 'e30='), 'base64').toString(),
      ) as NonNullable<Wanted['answer']>;
      response.writeHead(status ?? 200, { 'Content-Type': 'application/json', ...headers });
      response.end(body ?? '{"statusCode":0}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Sends a request on a connection of its own, and returns the answer once it is there in full. */
export async function askFor(
  url: string,
  { method = 'GET', headers = {}, body, answer = {} }: Wanted = {},
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  const request = http.request(url, {
    method,
    agent: false,
    headers: {
      ...headers,
      'X-Answer': Buffer.from(JSON.stringify(answer)).toString('base64'),
    },
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}
