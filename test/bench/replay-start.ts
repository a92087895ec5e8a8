import { statSync } from 'node:fs';
import path from 'node:path';
import { inTurns } from './in-turns.js';
import { logInTo } from './log-in-to.js';
import { markdownTable, spreadText, two, whole } from './markdown-table.js';
import { type Office, officeRecording } from './office-recording.js';
import { serve, startWorker } from './processes.js';
import type { StartQuestion, StartTimes } from './replay-process.js';
import { roomOnDisk } from './room-on-disk.js';
import type { Bench, Scenario, Sizes } from './scenario.js';
import { median, spreadOf } from './summarise.js';

/** What is started, by name, with what came of it in each round. */
type Taken = Map<string, Pick<StartTimes, 'ready' | 'answered'>[]>;

const callsOfASession = 100;
/** Bytes of a body, where bodies make the recording large. */
const large = 20_000;
/** Bytes of a body, where their number does. */
const small = 200;
/** Seconds for a start, past which it is stuck. */
const patience = 120;

/** How soon a stand-in is there, and has answered, as a process and as a library, however large its recording. */
export const replayStart: Scenario = {
  name: 'replay-start',
  async run(bench) {
    const files = await writeRecordings(bench);
    const [commands, calls]: [Taken, Taken] = [new Map(), new Map()];
    const worker = startWorker('replay-process.js');
    const call = (what: StartQuestion['what'], file = ''): Promise<StartTimes> =>
      worker.ask<StartTimes>({ what, file, many: 1 } satisfies StartQuestion, patience);
    const starts = [
      ['bare server', commands, () => startProcess('bare-server-process.js')],
      ['bare server', calls, () => call('bare server')],
      ...files.flatMap(([name, file]) => [
        [`replay: ${name}`, commands, () => startReplayProcess(file)] as const,
        [`openRecording: ${name}`, calls, () => call('openRecording', file)] as const,
        [`replay: ${name}`, calls, () => call('replay', file)] as const,
      ]),
    ] as const;
    try {
      // The library is measured in a process that has replayed before, and so has all its code.
      for (let time = 0; time < 5; time += 1) await call('replay', files[0]?.[1]);
      for (let round = 0; round < bench.effort.rounds; round += 1) {
        for (const [name, taken, start] of inTurns(starts, round)) {
          taken.set(name, [...(taken.get(name) ?? []), await start()]);
        }
      }
    } finally {
      await worker.stop();
    }
    return `${table('a process', commands)}\n\n${table('the library, in a warm process', calls)}`;
  },
};

async function writeRecordings({ sizes, folder }: Bench): Promise<[name: string, file: string][]> {
  const named: [string, string][] = [];
  for (const [name, office] of offices(sizes, folder)) {
    const file = path.join(folder, `${name}.db`);
    const exchanges = await officeRecording(file, office);
    const size = whole(statSync(file).size / 1e6);
    named.push([`${name}, ${size} MB, ${whole(exchanges)} exchanges`, file]);
  }
  return named;
}

function offices({ gigabytes, exchanges }: Sizes, folder: string): readonly [string, Office][] {
  const bytes = Math.max(2 * large, roomOnDisk(folder, gigabytes * 1e9));
  return [
    ['small', officeOf(Math.min(10e6, bytes) / 2 / large, large)],
    ['large', officeOf(bytes / 2 / large, large)],
    ['many', officeOf(exchanges / 2, small)],
  ];
}

function officeOf(callsOfAll: number, bodySize: number): Office {
  const sessions = Math.ceil(callsOfAll / callsOfASession);
  return { sessions, calls: Math.ceil(callsOfAll / sessions), bodySize };
}

const startReplayProcess = (file: string): Promise<Pick<StartTimes, 'ready' | 'answered'>> =>
  startProcess('dist/cli/main.js', 'replay', file, '--listen', '127.0.0.1:0');

async function startProcess(program: string, ...args: string[]) {
  const start = performance.now();
  const server = await serve(program, ...args);
  try {
    const ready = performance.now() - start;
    await logInTo(server.url);
    return { ready, answered: performance.now() - start };
  } finally {
    await server.stop();
  }
}

function table(how: string, taken: Taken): string {
  const measure = taken.get('bare server') ?? [];
  const rows = [...taken].map(([name, own]) => {
    const column = (of: 'ready' | 'answered'): readonly string[] => [
      two(median(own.map((each) => each[of]))),
      spreadText(spreadOf(own.map((each, n) => each[of] / (measure[n]?.[of] ?? Number.NaN)))),
    ];
    const serves = !name.startsWith('openRecording');
    return [name, ...column('ready'), ...(serves ? column('answered') : ['–', '–'])];
  });
  const head = ['ready ms', '× bare server', 'first answer ms', '× bare server'];
  return markdownTable([`replay-start: ${how}`, ...head], rows);
}
