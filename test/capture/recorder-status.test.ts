import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { record } from '../../src/capture/record.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { askFor, startObedientServer } from './obedient-server.js';

const folder = temporaryFolder();

it('tells at any moment how a recorder is doing, as plain data', async () => {
  const server = await startObedientServer();
  const listen = { host: '127.0.0.1', port: 0 };
  const proxy = await record({ target: server.url, listen, output: folder.path('a.db') });
  onTestFinished(async () => void (await proxy.close()));
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('GET /held HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(socket, 'data');
  expect(proxy.status()).toMatchObject({ desktops: 1, websockets: 0 });
  await askFor(`${proxy.url}/api/v2/me/chats/1`, {
    method: 'POST',
    headers: { Cookie: 'JSESSIONID=a' },
    body: '{"operationName":"Hold"}',
  });
  await askFor(`${proxy.url}/cometd`, {
    method: 'POST',
    body: '[{"channel":"/meta/connect","clientId":"c","id":"1"}]',
    answer: {
      body: '[{"channel":"/v2/me/calls","data":{"messageType":"CallStateChangeMessage"}}]',
    },
  });
  const status = proxy.status();
  expect(structuredClone(status)).toEqual(status);
  expect(status).toMatchObject({
    counts: { sessions: 1, exchanges: 3, calls: 1, notifications: 1, correlated: 0 },
    gaps: 0,
    inGap: null,
    targetUnreachable: false,
    operations: [
      { operation: 'Hold', calls: 1, answered: 0, unanswered: { 'resource-not-seen': 1 } },
    ],
    unsolicited: [
      {
        messageType: 'CallStateChangeMessage',
        notifications: 1,
        reasons: { 'names-nothing': 1 },
      },
    ],
  });
  expect(status.fileBytes).toBeGreaterThan(4_096);
  expect(status.at).toBeGreaterThan(status.startedAt);
  socket.destroy();
  await proxy.close();
  expect(proxy.status()).toMatchObject({ counts: status.counts });
});
