import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startStaging } from '../staging/staging.js';
import { staffAccounts } from './accounts.js';
import { whatHappened } from './what-happened.js';

const folder = temporaryFolder();
const tweets = path.resolve(import.meta.dirname, '../../recordings/complete-tweet.db');

/** Stands before a server and sends each notification once more. */
async function startTwice(target: string) {
  const { hostname, port } = new URL(target);
  const server = createServer((asked, response) => {
    const { method, url, headers } = asked;
    const onward = send({ hostname, port, method, path: url, headers });
    onward.on('error', () => response.destroy());
    onward.on('response', async (answer) => {
      const body = twice(await text(answer));
      const told = Object.entries(answer.headers).filter(
        ([name]) => !/^(?:transfer-encoding|content-length)$/u.test(name),
      );
      response.writeHead(answer.statusCode ?? 0, Object.fromEntries(told)).end(body);
    });
    asked.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function twice(body: string): string {
  if (!body.startsWith('[{"')) return body;
  const messages = JSON.parse(body) as readonly { readonly channel?: string }[];
  return JSON.stringify(
    messages.flatMap((each) =>
      each.channel?.startsWith('/meta/') === false ? [each, each] : [each],
    ),
  );
}

it('is not misled by a server that sends each notification twice, and before the answer, under other ids', async () => {
  const staging = await startStaging({
    notificationFirst: ['Accept', 'Complete'],
    gzipOver: null,
    idOffset: 3,
    firstReference: 700,
  });
  const before = await startTwice(staging.url);
  const output = folder.path('twice.db');
  const summary = await drive(tweets, {
    target: before.url,
    output,
    credentials: staffAccounts,
  });
  before.server.closeAllConnections();
  before.server.close();
  await staging.close();
  expect(summary).toMatchObject({
    failedWaits: [],
    unresolved: [],
    conflicts: [],
    calls: { done: 14, of: 14 },
    notifications: { done: 48, of: 24 },
  });
  const statuses = (file: string) =>
    Object.entries(whatHappened(file)).map(([user, { calls }]) => [
      user,
      ...calls.map((call) => call.slice(-3)),
    ]);
  expect(statuses(output).toSorted()).toEqual(statuses(tweets).toSorted());
}, 60_000);
