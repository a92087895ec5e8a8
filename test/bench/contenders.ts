import { callsOfAVisit } from './load.js';
import { manyCallsRecording } from './many-calls.js';
import type { Coding } from './payloads.js';
import { type LoadProcess, type Server, serve } from './processes.js';
import { startMitmdump, startTalkback, startWireMock, startWireMockInMemory } from './recorders.js';
import {
  replayWithMitmdump,
  replayWithMockoon,
  replayWithMountebank,
  replayWithTalkback,
  replayWithWireMock,
} from './replayers.js';
import { startWatchedRecorder } from './watched-recorder.js';

/** What can be put under load. */
export type Contender =
  /** The server itself, reached directly. */
  | 'upstream'
  | 'http-proxy'
  | 'record'
  | 'record --durability full'
  | 'record --durability relaxed'
  /** With a page that follows what it records. */
  | 'record --ui'
  | 'WireMock'
  | 'WireMock, in memory'
  | 'talkback'
  | 'mitmdump'
  /** The upstream as a yardstick of replay. */
  | 'node:http'
  | 'replay'
  /** The same from a recording of very many calls. */
  | 'replay of 100,000 calls'
  | 'WireMock, replaying'
  | 'talkback, replaying'
  | 'mitmdump, replaying'
  | 'Mockoon'
  | 'mountebank';

/** What a contender is started with. */
export interface Surroundings {
  readonly upstream: Server;
  /** Where it may write: a path to which it adds. */
  readonly place: string;
  readonly load: LoadProcess;
  readonly coding: Coding;
}

/** @throws NotHad if it is none of ours and can't be had on this machine */
export async function startContender(
  contender: Contender,
  { upstream, place, load, coding }: Surroundings,
): Promise<Server> {
  switch (contender) {
    case 'upstream':
    case 'node:http':
      return upstream;
    case 'http-proxy':
      return serve('bare-http-proxy.js', upstream.url);
    case 'record':
      return startRecorder(upstream, `${place}.db`);
    case 'record --durability full':
      return startDurable(upstream, place, 'full');
    case 'record --durability relaxed':
      return startDurable(upstream, place, 'relaxed');
    case 'record --ui':
      return startWatchedRecorder(upstream, `${place}-ui.db`);
    case 'replay':
      await recordVisit(upstream, `${place}.db`, load, coding);
      return serve('dist/cli/main.js', 'replay', `${place}.db`, '--listen', '127.0.0.1:0');
    case 'replay of 100,000 calls':
      await manyCallsRecording(`${place}-many.db`);
      return serve('dist/cli/main.js', 'replay', `${place}-many.db`, '--listen', '127.0.0.1:0');
    case 'WireMock':
      return startWireMock(upstream, place);
    case 'WireMock, in memory':
      return startWireMockInMemory(upstream, place);
    case 'talkback':
      return startTalkback(upstream, place);
    case 'mitmdump':
      return startMitmdump(upstream, place);
    case 'WireMock, replaying':
      return replayWithWireMock(upstream, place);
    case 'talkback, replaying':
      return replayWithTalkback(upstream, place);
    case 'mitmdump, replaying':
      return replayWithMitmdump(upstream, place);
    case 'Mockoon':
      return replayWithMockoon(upstream, place);
    case 'mountebank':
      return replayWithMountebank(upstream, place);
  }
}

/** The recorder as users run it. */
export function startRecorder(
  { url }: Server,
  file: string,
  ...flags: readonly string[]
): Promise<Server> {
  const usual = ['--target', url, '--output', file, '--listen', '127.0.0.1:0'];
  return serve('dist/cli/main.js', 'record', ...usual, ...flags);
}

function startDurable(upstream: Server, place: string, degree: string): Promise<Server> {
  return startRecorder(upstream, `${place}-${degree}.db`, '--durability', degree);
}

/** One session: a safe request and a visit of calls, all with one cookie. */
async function recordVisit(
  upstream: Server,
  file: string,
  load: LoadProcess,
  coding: Coding,
): Promise<void> {
  const recorder = await startRecorder(upstream, file);
  const visitor = { url: recorder.url, coding, connections: 1, name: 'recorded' };
  try {
    await load.run({ ...visitor, kind: 'safe', requests: 1 });
    await load.run({ ...visitor, kind: 'visits', requests: callsOfAVisit });
  } finally {
    await recorder.stop();
  }
}
