import path from 'node:path';
import { inTurns } from './in-turns.js';
import { markdownTable, megabytes, spreadText, two } from './markdown-table.js';
import { officeRecording } from './office-recording.js';
import { root, startWorker } from './processes.js';
import type { StartQuestion, StartTimes } from './replay-process.js';
import type { Scenario } from './scenario.js';
import { median, spreadOf } from './summarise.js';

/** Stand-ins in one process. */
const most = 100;
/** Seconds for one of them, past which it is stuck. */
const patience = 1;

/** Many stand-ins in one process, each for a recording that it opened for itself: time and memory. */
export const replaySideBySide: Scenario = {
  name: 'replay-side-by-side',
  async run({ sizes, effort, folder }) {
    const many = Math.min(most, sizes.desktops);
    const office = path.join(folder, 'office.db');
    const megabytesOf = Math.min(10, sizes.megabytes);
    await officeRecording(office, { sessions: 5, calls: 5 * megabytesOf, bodySize: 20_000 });
    const contenders = [
      ['bare server', { what: 'bare server', file: '', many }],
      [`replay: ${megabytesOf} MB`, { what: 'replay', file: office, many }],
      [
        'replay: everything.db',
        { what: 'replay', file: path.join(root, 'recordings/everything.db'), many },
      ],
    ] as const;
    const taken = new Map<string, StartTimes[]>();
    for (let round = 0; round < effort.rounds; round += 1) {
      for (const [name, question] of inTurns(contenders, round)) {
        taken.set(name, [...(taken.get(name) ?? []), await inNewProcess(question)]);
      }
    }
    return table(many, taken);
  },
};

/** One stand-in comes first, so that the code is there, and in nobody's figures. */
async function inNewProcess(question: StartQuestion): Promise<StartTimes> {
  const worker = startWorker('replay-process.js');
  try {
    await worker.ask<StartTimes>({ ...question, many: 1 }, patience);
    return await worker.ask<StartTimes>(question, question.many * patience);
  } finally {
    await worker.stop();
  }
}

function table(many: number, taken: ReadonlyMap<string, readonly StartTimes[]>): string {
  const measure = taken.get('bare server') ?? [];
  const rows = [...taken].map(([name, own]) => {
    const column = (of: 'ready' | 'answered'): readonly string[] => [
      two(median(own.map((each) => each[of]))),
      spreadText(spreadOf(own.map((each, n) => each[of] / (measure[n]?.[of] ?? Number.NaN)))),
    ];
    const grown = own.flatMap(({ rss }) => (rss === null ? [] : [rss]));
    const rss = grown.length === 0 ? null : median(grown);
    const each = rss === null ? '–' : two(rss / many / 1e6);
    return [name, ...column('ready'), ...column('answered'), megabytes(rss), each];
  });
  const head = [
    `replay-side-by-side: ${many} in one process`,
    'ready ms',
    '× bare server',
    'all answered ms',
    '× bare server',
    'grown by MB',
    'MB each',
  ];
  return markdownTable(head, rows);
}
