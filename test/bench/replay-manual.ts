import path from 'node:path';
import { markdownTable, spreadText, two, whole } from './markdown-table.js';
import { officeRecording } from './office-recording.js';
import { startWorker } from './processes.js';
import type { Scenario } from './scenario.js';
import { median, spreadOf } from './summarise.js';

/** What the process of the stand-in is asked: to replay an hour, by hand. */
export interface HourQuestion {
  readonly file: string;
  readonly calls: number;
  /** Bytes of a call's body. */
  readonly size: number;
  /** Milliseconds of the recording. */
  readonly lasts: number;
}

/** What came of it. */
export interface HourAnswer {
  /** Milliseconds. */
  readonly took: number;
  /** Milliseconds for the same requests at a bare server, that answers each at once. */
  readonly bare: number;
}

/** Bytes of a body. */
const size = 200;
/** Seconds for a call, past which it is stuck. */
const patience = 0.1;
const hour = 3_600_000;
/** Calls in the hour, each with its notification; fewer for a moment's look. */
const most = 360;

/** A recording of an hour, replayed with time moved by hand. */
export const replayManual: Scenario = {
  name: 'replay-manual',
  async run({ sizes, effort, folder }) {
    const file = path.join(folder, 'hour.db');
    const calls = Math.min(most, sizes.desktops);
    await officeRecording(file, { sessions: 1, calls, bodySize: size, lasts: hour });
    const worker = startWorker('manual-process.js');
    const taken: { took: number; bare: number }[] = [];
    try {
      // The first is to warm all up.
      for (let round = -1; round < effort.rounds; round += 1) {
        const question: HourQuestion = { file, calls, size, lasts: hour };
        const { took, bare } = await worker.ask<HourAnswer>(question, calls * patience);
        if (round >= 0) taken.push({ took, bare });
      }
    } finally {
      await worker.stop();
    }
    const rows = [
      ['bare server', two(median(taken.map(({ bare }) => bare))), '1.00 (1.00–1.00)'],
      [
        'replay',
        two(median(taken.map(({ took }) => took))),
        spreadText(spreadOf(taken.map(({ took, bare }) => took / bare))),
      ],
    ];
    const head = [`replay-manual: an hour with ${whole(calls)} calls`, 'ms', '× bare server'];
    return markdownTable(head, rows);
  },
};
