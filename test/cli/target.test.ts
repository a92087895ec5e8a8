import { expect, it, onTestFinished } from 'vitest';
import { RawServer, rawDesktop } from '../capture/relay/raw-peer.js';
import { serve } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

it('says once that the target is gone and once that it is back; that is no gap, and no failure', async () => {
  const server = await RawServer.listen();
  const { port } = server;
  const output = folder.path('out.db');
  const recorder = await serve(
    ...['record', '--target', server.url.origin, '--listen', '127.0.0.1:0', '--output', output],
    ...['--max-connections', '3'],
  );
  await server.close();
  const clients = Array.from({ length: 4 }, () => rawDesktop(recorder.url));
  for (const client of clients) {
    client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(() => client.text.includes('understudy: '));
  }
  expect(clients.map(({ text }) => text.slice(9, 12))).toEqual(['502', '502', '502', '503']);
  const back = await RawServer.listen(port);
  onTestFinished(() => back.close());
  const [client] = clients;
  client?.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  (await back.peer()).send('HTTP/1.1 204 No Content\r\n\r\n');
  await client?.endingWith('204 No Content\r\n\r\n');
  const { status, stderr } = await recorder.stop();
  // The relay and the recorder's thread each say what they see, so the first two come in either order.
  const [first, ...lines] = stderr.split('\n');
  expect(first).toBe(
    `understudy: recording what goes through ${recorder.url} to http://127.0.0.1:${port}, into ${output}`,
  );
  expect(lines.slice(0, 2).toSorted()).toEqual([
    'understudy: a desktop was turned away: the limit of connections (3) is reached',
    "understudy: the target can't be reached (ECONNREFUSED); desktops get 502 until it is back",
  ]);
  expect(lines.slice(2)).toEqual(['understudy: the target is back', '']);
  expect(status).toBe(0);
});
