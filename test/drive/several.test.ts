import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordingOf } from '../replay/recording-of.js';

const folder = temporaryFolder();

it('tells at the end which values of the old server became several, each once for all copies', async () => {
  using recording = recordedTwins();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{"id":"N1","parentCallId":"N2"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const summary = await drive(recording.file, {
    target,
    output: folder.path('twins.db'),
    copies: 2,
  });
  server.close();
  expect(summary.conflicts).toEqual([{ value: 'CALL4711', names: ['id', 'parentCallId'] }]);
  expect(asked.toSorted()).toEqual(['/calls/N1', '/calls/N1', '/told', '/told']);
}, 30_000);

/** One id in two members, and both go back. */
function recordedTwins() {
  return recordingOf(folder, (b) => {
    const session = b.session('a1');
    b.exchange({
      ...{ session, method: 'GET', path: '/told' },
      responseBody: '{"id":"CALL4711","parentCallId":"CALL4711"}',
    });
    const requestBody = '{"parentCallId":"CALL4711"}';
    b.exchange({ session, path: '/calls/CALL4711', requestBody, responseBody: '{}' });
  });
}
