/** Compares two recordings, or only reads them, in a process of its own: a `DiffQuestion` comes as a message, `DiffCost` goes back. */
import { thriftyHeap } from '../../cli/thrifty-heap.js';
import { diff, openRecording } from '../../src/index.js';
import { answerMessages } from './answer-messages.js';

export interface DiffQuestion {
  /** `read` opens both, and parses each body. */
  readonly what: 'diff' | 'read';
  readonly baseline: string;
  readonly candidate: string;
}

export interface DiffCost {
  /** Seconds. */
  readonly took: number;
  /** Seconds of CPU, all threads. */
  readonly cpu: number;
  /** Bytes that the process held at most, from its start. */
  readonly mostRss: number;
  /** Differences that were found; bodies, where it only reads. */
  readonly found: number;
}

answerMessages(async ({ what, baseline, candidate }: DiffQuestion): Promise<DiffCost> => {
  // As the command does.
  thriftyHeap();
  const before = process.cpuUsage();
  const start = performance.now();
  const found =
    what === 'diff'
      ? diff(baseline, candidate).differences.length
      : bodiesOf(baseline) + bodiesOf(candidate);
  const took = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const mostRss = process.resourceUsage().maxRSS * 1_024;
  return { took, cpu: (user + system) / 1e6, mostRss, found };
});

function bodiesOf(file: string): number {
  using recording = openRecording(file);
  let bodies = 0;
  for (const { requestBody, responseBody } of recording.exchanges()) {
    for (const body of [requestBody, responseBody]) {
      if (body?.content == null) continue;
      JSON.parse(Buffer.from(body.content).toString());
      bodies += 1;
    }
  }
  return bodies;
}
