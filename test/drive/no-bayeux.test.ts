import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const tweets = path.resolve(import.meta.dirname, '../../recordings/complete-tweet.db');

it('says that what answers a handshake with a page is no Bayeux server', async () => {
  const pages = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>log in</html>');
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const { port } = pages.address() as AddressInfo;
  const target = `http://127.0.0.1:${port}`;
  const summary = await drive(tweets, { target, output: folder.path('page.db'), session: 'a1' });
  pages.close();
  const handshake = summary.failedWaits.find(({ waitedFor }) => waitedFor.includes('handshake'));
  expect(handshake?.reason).toBe('the handshake failed (200 and the answer is no Bayeux)');
}, 30_000);
