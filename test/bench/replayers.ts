import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { freePort } from '../e2e/free-port.js';
import { packages } from './packages.js';
import { type Server, serve, startServer } from './processes.js';
import { mitmdump, origin, startMitmdump, startTalkback, talkback, wireMock } from './recorders.js';
import { safePath } from './request-text.js';

/** It plays the tapes that it recorded. */
export async function replayWithTalkback(upstream: Server, place: string): Promise<Server> {
  await recordOnce(await startTalkback(upstream, place));
  return faithful(upstream, await talkback(upstream, place, `${place}-tapes`, 'DISABLED'));
}

/** It plays the mappings that it recorded, without a journal of requests, which would only cost it time. */
export async function replayWithWireMock(upstream: Server, place: string): Promise<Server> {
  const root = mkdtempSync(`${place}-wiremock-`);
  const recording = ['--proxy-all', upstream.url, '--record-mappings'];
  await recordOnce(await wireMock(place, root, recording));
  return faithful(upstream, await wireMock(place, root, ['--no-request-journal']));
}

/** It plays the flows that it recorded; the same one again and again, which it has to be told. */
export async function replayWithMitmdump(upstream: Server, place: string): Promise<Server> {
  await recordOnce(await startMitmdump(upstream, place));
  const flags = [
    ...['--server-replay', `${place}.flows`, '--set', 'server_replay_nopop=true'],
    ...['--set', 'server_replay_kill_extra=true', '--set', 'connection_strategy=lazy'],
  ];
  return faithful(upstream, await mitmdump(upstream, flags));
}

/** It records nothing that it could play without another program: it is told the answer. */
export async function replayWithMockoon(upstream: Server, place: string): Promise<Server> {
  const installed = await packages(place, '@mockoon/cli@9');
  const port = await freePort();
  const file = `${place}-mockoon.json`;
  writeFileSync(file, JSON.stringify(mockoonEnvironment(port, await answerOf(upstream))));
  const server = await startServer({
    name: 'Mockoon',
    command: process.execPath,
    args: [
      ...[path.join(installed, '@mockoon/cli/bin/run.js'), 'start', '--data', file],
      ...['--hostname', '127.0.0.1', '--disable-log-to-file', '--disable-admin-api'],
    ],
    listening: (line) => origin(/Server started on port (\d+)/u.exec(line)?.[1]),
    complains: false,
  });
  return faithful(upstream, server);
}

/** It is told the answer, as Mockoon is. */
export async function replayWithMountebank(upstream: Server, place: string): Promise<Server> {
  const installed = await packages(place, 'mountebank@2');
  const entry = createRequire(path.join(installed, '_')).resolve('mountebank');
  const { type, body } = await answerOf(upstream);
  // Without saying so it ends each connection.
  const headers = { 'Content-Type': type, Connection: 'keep-alive', 'Content-Length': body.length };
  const stub = {
    predicates: [{ equals: { method: 'GET', path: safePath } }],
    responses: [{ is: { statusCode: 200, headers, body } }],
  };
  const args = [entry, String(await freePort()), JSON.stringify([stub])];
  return faithful(upstream, await serve('mountebank-process.js', ...args));
}

/** Only who answers the same can be compared. As values, for talkback writes JSON anew, with indents. */
async function faithful(upstream: Server, server: Server): Promise<Server> {
  const [wanted, got] = [await answerOf(upstream), await answerOf(server)];
  if (isDeepStrictEqual(JSON.parse(got.body), JSON.parse(wanted.body))) return server;
  await server.stop();
  throw new Error(`not the recorded answer: ${got.body.slice(0, 100)}`);
}

interface Answer {
  readonly type: string;
  /** In ASCII. */
  readonly body: string;
}

async function answerOf({ url }: Server): Promise<Answer> {
  const answer = await fetch(url + safePath);
  return { type: answer.headers.get('Content-Type') ?? '', body: await answer.text() };
}

/** Lets a recorder see the request that will be replayed, and ends it. */
async function recordOnce(recorder: Server): Promise<void> {
  try {
    await answerOf(recorder);
  } finally {
    await recorder.stop();
  }
}

function mockoonEnvironment(port: number, { type, body }: Answer): object {
  const response = {
    uuid: '00000000-0000-4000-8000-000000000003',
    statusCode: 200,
    headers: [{ key: 'Content-Type', value: type }],
    body,
    bodyType: 'INLINE',
    disableTemplating: true,
    default: true,
  };
  const route = {
    uuid: '00000000-0000-4000-8000-000000000002',
    type: 'http',
    method: 'get',
    endpoint: safePath.slice(1),
    responses: [response],
  };
  return {
    uuid: '00000000-0000-4000-8000-000000000001',
    // The newest that version 9 knows, so that nothing is migrated.
    lastMigration: 33,
    name: 'bench',
    port,
    routes: [route],
    rootChildren: [{ type: 'route', uuid: route.uuid }],
  };
}
