import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { startTalk } from '../../e2e/recorder-talk.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { inspectorTest } from './inspector-test.js';
import { lookFor } from './look-for.js';

const folder = temporaryFolder();

inspectorTest(
  'tells the answer of an open call once it comes, and leaves closed what was closed',
  async ({ visit }) => {
    const server = http.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const asked = once(server, 'request') as Promise<[http.IncomingMessage, http.ServerResponse]>;
    const recorder = startTalk([
      ...['record', '--target', `http://127.0.0.1:${(server.address() as AddressInfo).port}`],
      ...['--output', folder.path('open.db'), '--ui', '--json'],
    ]);
    const { url } = await recorder.event('listening');
    const inspector = await recorder.event('inspector');
    const { page, complaints } = await visit(String(inspector.url));
    const answer = fetch(`${url}/api/v2/me/tweets/07B`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"operationName":"Wait","inside":{"it":1}}',
    });
    const [, response] = await asked;

    await lookFor(page, 'operation:Wait');
    await page.getByRole('row').filter({ hasText: 'Wait' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    const tree = details.getByRole('tree', { name: 'Request body' });
    await details.getByText('No answer yet.').waitFor();
    await tree.getByRole('treeitem', { name: /^inside/u }).click();
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(3);

    response.setHeader('Content-Type', 'application/json');
    response.end('{"statusCode":0,"referenceId":9007199254740993}');
    expect((await answer).status).toBe(200);
    await details.getByText('9007199254740993').last().waitFor();
    await expect.poll(() => details.getByText('200 OK').count()).toBe(1);
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(3);
    expect(complaints).toEqual([]);
    expect(await recorder.stop()).toBe(0);
  },
);
