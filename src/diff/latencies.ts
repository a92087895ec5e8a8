import type { Context } from './context.js';
import type { Subject } from './difference.js';
import { type Late, type LatencySamples, lateOperations } from './noise/latency.js';
import { aboutWhole } from './subjects.js';

/** How long notifications took after the calls that they answer, by operation and type. */
export class Latencies {
  readonly #samples = new Map<string, LatencySamples & Growing>();

  /** @param after milliseconds after the request */
  took(
    operation: string,
    notification: string,
    after: { readonly baseline: number; readonly candidate: number },
  ): void {
    const key = JSON.stringify([operation, notification]);
    const known = this.#samples.get(key) ?? {
      ...{ operation, notification },
      ...{ baseline: [], candidate: [] },
    };
    known.baseline.push(after.baseline);
    known.candidate.push(after.candidate);
    this.#samples.set(key, known);
  }

  late(): readonly Late[] {
    return lateOperations([...this.#samples.values()]);
  }
}

interface Growing {
  readonly baseline: number[];
  readonly candidate: number[];
}

/** Tells what comes late, over all sessions. */
export function compareLatencies({ latencies, ledger }: Context): void {
  for (const late of latencies?.late() ?? []) {
    const { operation, notification, baseline, candidate, p } = late;
    const subject: Subject = {
      kind: 'notification',
      label: notification ?? operation,
      ...{ operation, notification, call: operation, user: null },
      ...{ baseline: null, candidate: null },
    };
    ledger.found({
      ...aboutWhole('notification-late', subject, [Number.POSITIVE_INFINITY, 0]),
      baseline: JSON.stringify({ medianMs: baseline.median, calls: baseline.calls }),
      candidate: JSON.stringify({ medianMs: candidate.median, calls: candidate.calls, p }),
    });
  }
}
