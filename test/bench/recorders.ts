import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { NotHad } from './not-had.js';
import { type Server, serve, startServer } from './processes.js';

/** Writes a mapping and a body for each request, as it comes. */
export function startWireMock(upstream: Server, place: string): Promise<Server> {
  return wireMock(place, [
    ...['--proxy-all', upstream.url, '--record-mappings'],
    // Without bound it would eat the heap.
    ...['--max-request-journal-entries', '1000'],
  ]);
}

/** Keeps all in its journal, in memory, and would write mappings when it is told to stop, which it is not. */
export async function startWireMockInMemory(upstream: Server, place: string): Promise<Server> {
  const server = await wireMock(place, []);
  const start = `${server.url}/__admin/recordings/start`;
  const body = JSON.stringify({ targetBaseUrl: upstream.url });
  const { ok, status } = await fetch(start, { method: 'POST', body });
  if (ok) return server;
  await server.stop();
  throw new Error(`WireMock does not record: ${status}`);
}

/** Without Content-Length the load could not tell where an answer ends. */
async function wireMock(place: string, flags: readonly string[]): Promise<Server> {
  const java = onPath('java');
  const build = path.join(await packages(place), 'wiremock/build');
  const jar = readdirSync(build).find((name) => name.endsWith('.jar'));
  if (jar === undefined) throw new NotHad('its package holds no jar');
  return startServer({
    name: 'WireMock',
    command: java,
    args: [
      ...['-jar', path.join(build, jar), '--port', '0', '--bind-address', '127.0.0.1'],
      ...['--root-dir', mkdtempSync(`${place}-wiremock-`), '--use-chunked-encoding', 'never'],
      ...flags,
    ],
    listening: (line) => origin(/^port: +(\d+)/u.exec(line)?.[1]),
    complains: false,
  });
}

/** mitmproxy without a face, which writes each flow as it ends. */
export async function startMitmdump(upstream: Server, place: string): Promise<Server> {
  return startServer({
    name: 'mitmdump',
    command: onPath('mitmdump'),
    args: [
      ...['--mode', `reverse:${upstream.url}`, '--listen-host', '127.0.0.1', '--listen-port', '0'],
      ...['-w', `${place}.flows`, '--set', 'flow_detail=0'],
    ],
    listening: (line) => origin(/listening at \D*127\.0\.0\.1:(\d+)/u.exec(line)?.[1]),
    complains: false,
  });
}

/** talkback behind a server of node:http, for its own listens on all addresses. */
export async function startTalkback(upstream: Server, place: string): Promise<Server> {
  const entry = createRequire(path.join(await packages(place), '_')).resolve('talkback');
  return serve('talkback-process.js', entry, upstream.url, `${place}-tapes`);
}

const origin = (port: string | undefined): string | null =>
  port === undefined ? null : `http://127.0.0.1:${port}`;

function onPath(command: string): string {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not there.
    }
  }
  throw new NotHad(`there is no ${command} on the PATH`);
}

/** Installs what comes from npm beside the recordings, once for both, and says where it is. */
async function packages(place: string): Promise<string> {
  const folder = path.join(path.dirname(place), 'packages');
  const installed = path.join(folder, 'node_modules');
  if (existsSync(installed)) return installed;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  try {
    await promisify(execFile)('npm', ['install', ...flags, 'wiremock@3', 'talkback@4'], {
      cwd: folder,
      timeout: 120_000,
    });
  } catch (error) {
    throw new NotHad(`npm can't install it (${String(error).split('\n', 1)[0]})`);
  }
  return installed;
}
