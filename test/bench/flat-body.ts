import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { bytes } from './bytes.js';
import { startContender } from './contenders.js';
import { markdownTable, megabytes, whole } from './markdown-table.js';
import { forgetMostRss, processUsage } from './process-usage.js';
import { type Server, serve } from './processes.js';
import type { Scenario } from './scenario.js';

type Framing = 'length' | 'chunked';

const ways = [
  ['upload, Content-Length', (url: string, size: number) => upload(url, size, 'length')],
  ['upload, chunked', (url: string, size: number) => upload(url, size, 'chunked')],
  ['download, Content-Length', (url: string, size: number) => download(url, size, 'length')],
  ['download, chunked', (url: string, size: number) => download(url, size, 'chunked')],
] as const;

/** Memory while one very large body passes. */
export const flatBody: Scenario = {
  name: 'flat-body',
  async run({ sizes, folder, load }) {
    const size = Math.round(sizes.megabytes * 1e6);
    const upstream = await serve('body-upstream.js');
    const place = path.join(folder, 'flat-body');
    const rows: (readonly string[])[] = [];
    try {
      for (const contender of ['http-proxy', 'record'] as const) {
        const coding = 'identity';
        const server = await startContender(contender, { upstream, place, load, coding });
        try {
          for (const [way, pass] of ways) {
            rows.push([`${contender}: ${way}`, ...(await measure(server, size, pass))]);
          }
        } finally {
          await server.stop();
        }
      }
    } finally {
      await upstream.stop();
    }
    const head = [
      `flat-body: a body of ${whole(size / 1e6)} MB`,
      'MB/s',
      'RSS MB before',
      'most MB',
      'CPU s/GB',
    ];
    return markdownTable(head, rows);
  },
};

async function measure(
  { url, pid }: Server,
  size: number,
  pass: (url: string, size: number) => Promise<void>,
): Promise<readonly string[]> {
  forgetMostRss(pid);
  const before = processUsage(pid);
  const start = performance.now();
  await pass(url, size);
  const seconds = (performance.now() - start) / 1_000;
  const after = processUsage(pid);
  return [
    whole(size / 1e6 / seconds),
    megabytes(before?.rss ?? null),
    megabytes(after?.mostRss ?? null),
    before === null || after === null ? '–' : (((after.cpu - before.cpu) / size) * 1e9).toFixed(2),
  ];
}

async function upload(url: string, size: number, framing: Framing): Promise<void> {
  const headers = framing === 'length' ? { 'Content-Length': size } : {};
  const sent = request(`${url}/upload`, { method: 'POST', headers });
  const answer = once(sent, 'response') as Promise<[IncomingMessage]>;
  await pipeline(bytes(size), sent);
  let came = '';
  for await (const chunk of (await answer)[0]) came += String(chunk);
  if (Number(came) !== size) throw new Error(`${came} bytes of ${size} arrived`);
}

async function download(url: string, size: number, framing: Framing): Promise<void> {
  const sent = request(`${url}/${framing}/${size}`).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let came = 0;
  for await (const chunk of response) came += chunk.length;
  if (came !== size) throw new Error(`${came} bytes of ${size} arrived`);
}
