import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import cometd from 'cometd-nodejs-server';
import { type Holder, holderChannel } from './holder.js';
import { logInPath, pollTimeout } from './office-recording.js';

/** CometD's own server for Node. Besides, it answers the log-in, so that desktops do the same with all. */
export async function cometdHolder(): Promise<Holder> {
  const bayeux = cometd.createCometDServer({ timeout: pollTimeout });
  const held = new Set<cometd.ServerSession>();
  let wanted = 0;
  let enough = (): void => {};
  bayeux.addListener('sessionAdded', (session: cometd.ServerSession) => {
    session.addListener('suspended', () => {
      held.add(session);
      if (held.size >= wanted) enough();
    });
    session.addListener('resumed', () => held.delete(session));
  });
  let served = 0;
  const server = createServer((request, response) => {
    if (request.url !== logInPath) {
      bayeux.handle(request, response);
      return;
    }
    served += 1;
    response.setHeader('Set-Cookie', `JSESSIONID=${served}; Path=/; HttpOnly`);
    response.end('{"statusCode":0}');
  });
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async holds(desktops) {
      wanted = desktops;
      if (held.size < wanted) {
        await new Promise<void>((resolve) => {
          enough = resolve;
        });
      }
    },
    // Not kept: it sweeps channels away that are idle.
    publish: (data) => bayeux.createServerChannel(holderChannel).publish(null, data),
    async forget() {
      // It does not notice that their connections are closed.
      for (const session of [...held]) session.disconnect();
      held.clear();
    },
  };
}
