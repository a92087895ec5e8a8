import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { startUpstream, type Upstream } from '../e2e/upstream.js';

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
export async function startObedientServer(): Promise<Upstream> {
  const server = await startUpstream((request, response) => {
    const { status, headers, body } = JSON.parse(
      Buffer.from(String(request.headers['x-answer'] ?? 'e30='), 'base64').toString(),
    ) as NonNullable<Wanted['answer']>;
    response.writeHead(status ?? 200, { 'Content-Type': 'application/json', ...headers });
    response.end(body ?? '{"statusCode":0}');
  });
  onTestFinished(() => server.close());
  return server;
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
