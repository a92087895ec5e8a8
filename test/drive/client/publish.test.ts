import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createBayeuxClient } from '../../../src/drive/client/bayeux-client.js';
import { installWindow } from '../../../src/drive/client/client-window.js';
import { createCookieJar } from '../../../src/drive/client/cookie-jar.js';
import { systemClock } from '../../../src/time/clock.js';

/** Says yes to everything but connects, which it holds. */
function replies(sent: string): string | null {
  const messages = JSON.parse(sent) as readonly { readonly channel: string; readonly id: string }[];
  const answered = messages.filter(({ channel }) => channel !== '/meta/connect');
  if (answered.length === 0) return null;
  return JSON.stringify(
    answered.map(({ channel, id }) => ({
      ...{ channel, id, successful: true, clientId: 'c1', version: '1.0' },
      supportedConnectionTypes: ['long-polling', 'websocket'],
    })),
  );
}

it.each(['long-polling', 'websocket'] as const)(
  'publishes JSON as it was recorded: %s',
  async (transport) => {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      const body = await text(request);
      bodies.push(body);
      const answer = replies(body);
      if (answer !== null) response.setHeader('Content-Type', 'application/json').end(answer);
    });
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) =>
      socket.on('message', (data) => {
        bodies.push(String(data));
        const answer = replies(String(data));
        if (answer !== null) socket.send(answer);
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const leave = installWindow();
    const agent = new Agent();
    const client = createBayeuxClient({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cometd`,
      appendsType: false,
      transport,
      ack: false,
      context: {
        jar: createCookieJar(systemClock()),
        agent,
        anonymous: false,
        headers: {},
        sockets: new Set(),
        requests: new Set(),
        texts: new Map(),
        dropped: false,
        load: () => Promise.reject(new Error('no scripts')),
        onResponseText: () => {},
      },
    });
    const data = '{"id":9007199254740993123,"x":1.10,"x":"\\u00e9","y":"understudy:text:1"}';
    const shaken = await new Promise((resolve) => client.handshake(resolve));
    const outcome = await new Promise((resolve) => client.publish('/chat', data, resolve));
    client.drop();
    agent.destroy();
    leave();
    sockets.close();
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
    expect([shaken, outcome]).toEqual(Array(2).fill({ successful: true, reason: null }));
    expect(bodies.find((body) => body.includes('"/chat"'))).toContain(`"data":${data}`);
  },
  30_000,
);
