import type { StatusSnapshot } from '../../../src/report/status/status-snapshot.js';
import { NO_LATENCIES } from '../../../src/time/latency-histogram.js';

export const START = Date.UTC(2026, 0, 1);

/** A recorder so many milliseconds after its start, at which nothing has happened but what is told. */
export function snapshot(age: number, told: Partial<StatusSnapshot> = {}): StatusSnapshot {
  return {
    at: START + age,
    startedAt: START,
    desktops: 0,
    websockets: 0,
    counts: { calls: 0, notifications: 0, correlated: 0 },
    gaps: 0,
    inGap: null,
    targetUnreachable: false,
    file: 'a.db',
    part: 1,
    fileBytes: 4_096,
    queue: { events: 0, bytes: 0 },
    addedLatency: NO_LATENCIES,
    operations: [],
    ...told,
  };
}
