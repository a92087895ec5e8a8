import { mkdtempSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NotHad } from './not-had.js';
import { onPath } from './on-path.js';
import { packages } from './packages.js';
import { type Server, serve, startServer } from './processes.js';

/** Writes a mapping and a body for each request, as it comes. */
export function startWireMock(upstream: Server, place: string): Promise<Server> {
  return wireMock(place, newRoot(place), [
    ...['--proxy-all', upstream.url, '--record-mappings'],
    // Without bound it would eat the heap.
    ...['--max-request-journal-entries', '1000'],
  ]);
}

/** Keeps all in its journal, in memory, and would write mappings when it is told to stop, which it is not. */
export async function startWireMockInMemory(upstream: Server, place: string): Promise<Server> {
  const server = await wireMock(place, newRoot(place), []);
  const start = `${server.url}/__admin/recordings/start`;
  const body = JSON.stringify({ targetBaseUrl: upstream.url });
  const { ok, status } = await fetch(start, { method: 'POST', body });
  if (ok) return server;
  await server.stop();
  throw new Error(`WireMock does not record: ${status}`);
}

const newRoot = (place: string): string => mkdtempSync(`${place}-wiremock-`);

/**
 * Without Content-Length the load could not tell where an answer ends.
 *
 * @param root the folder of its mappings
 */
export async function wireMock(
  place: string,
  root: string,
  flags: readonly string[],
): Promise<Server> {
  const java = onPath('java');
  const build = path.join(await packages(place, 'wiremock@3'), 'wiremock/build');
  const jar = readdirSync(build).find((name) => name.endsWith('.jar'));
  if (jar === undefined) throw new NotHad('its package holds no jar');
  return startServer({
    name: 'WireMock',
    command: java,
    args: [
      ...['-jar', path.join(build, jar), '--port', '0', '--bind-address', '127.0.0.1'],
      ...['--root-dir', root, '--use-chunked-encoding', 'never'],
      ...flags,
    ],
    listening: (line) => origin(/^port: +(\d+)/u.exec(line)?.[1]),
    complains: false,
  });
}

/** mitmproxy without a face, which writes each flow as it ends. */
export function startMitmdump(upstream: Server, place: string): Promise<Server> {
  return mitmdump(upstream, ['-w', `${place}.flows`]);
}

export async function mitmdump(upstream: Server, flags: readonly string[]): Promise<Server> {
  return startServer({
    name: 'mitmdump',
    command: onPath('mitmdump'),
    args: [
      ...['--mode', `reverse:${upstream.url}`, '--listen-host', '127.0.0.1', '--listen-port', '0'],
      ...['--set', 'flow_detail=0', ...flags],
    ],
    listening: (line) => origin(/listening at \D*127\.0\.0\.1:(\d+)/u.exec(line)?.[1]),
    complains: false,
  });
}

/** talkback behind a server of node:http, for its own listens on all addresses. */
export function startTalkback(upstream: Server, place: string): Promise<Server> {
  return talkback(upstream, place, `${place}-tapes`, 'NEW');
}

/**
 * @param tapes the folder of what it recorded
 * @param mode whether it records: an option of its own
 */
export async function talkback(
  { url }: Server,
  place: string,
  tapes: string,
  mode: 'NEW' | 'DISABLED',
): Promise<Server> {
  const entry = createRequire(path.join(await packages(place, 'talkback@4'), '_')).resolve(
    'talkback',
  );
  return serve('talkback-process.js', entry, url, tapes, mode);
}

export const origin = (port: string | undefined): string | null =>
  port === undefined ? null : `http://127.0.0.1:${port}`;
