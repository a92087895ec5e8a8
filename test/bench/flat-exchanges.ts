import { statSync } from 'node:fs';
import path from 'node:path';
import { startRecorder } from './contenders.js';
import { markdownTable, megabytes, whole } from './markdown-table.js';
import { openTimes } from './open-times.js';
import { processUsage } from './process-usage.js';
import { serve } from './processes.js';
import type { Scenario } from './scenario.js';

const connections = 64;
/** How often memory is looked at. */
const parts = 10;
/** Exchanges a second, at which it would be stuck. */
const slowest = 100;

/** Memory of the recorder over very many exchanges, and how long their recording takes to open. */
export const flatExchanges: Scenario = {
  name: 'flat-exchanges',
  async run({ sizes: { exchanges }, folder, load }) {
    const file = path.join(folder, 'flat-exchanges.db');
    const upstream = await serve('upstream.js', 'identity');
    const rows: (readonly string[])[] = [];
    try {
      const recorder = await startRecorder(upstream, file);
      try {
        const requests = Math.ceil(exchanges / parts / connections);
        const what = { url: recorder.url, kind: 'calls', coding: 'identity', connections } as const;
        for (let part = 1; part <= parts; part += 1) {
          const patience = (requests * connections) / slowest;
          const done = await load.run({ ...what, name: `part-${part}`, requests, patience });
          rows.push([
            whole(part * requests * connections),
            whole(done.requests / done.seconds),
            megabytes(processUsage(recorder.pid)?.rss ?? null),
            megabytes(statSync(file).size),
          ]);
        }
      } finally {
        await recorder.stop();
      }
    } finally {
      await upstream.stop();
    }
    const head = ['flat-exchanges: after exchanges', 'requests/s', 'RSS MB', 'file MB'];
    return `${markdownTable(head, rows)}\n\n${await openTimes(file)}`;
  },
};
