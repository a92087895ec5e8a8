import { createRequire } from 'node:module';
import type { Counter, Gauge, Registry } from 'prom-client';
import { LATENCY_BOUNDS, type LatencyCounts } from '../../time/latency-histogram.js';
import type { RecorderCounts } from '../recorder-report.js';
import type { RecorderStatus } from '../recorder-status.js';

const load = createRequire(import.meta.url);

/** Operations that have a label of their own; they come in the order in which they were first called. */
const MAX_LABELS = 100;

/** The counter of each count. */
const counters: Readonly<Record<keyof RecorderCounts, readonly [name: string, help: string]>> = {
  sessions: ['sessions_total', 'Sessions that began.'],
  exchanges: ['exchanges_total', 'Exchanges that began and are recorded.'],
  calls: ['calls_total', 'Calls.'],
  notifications: ['notifications_total', 'Notifications, re-sends left out.'],
  correlated: ['correlated_notifications_total', 'Notifications linked with a call.'],
  copies: ['copies_total', 'Correlated notifications that are copies.'],
  framesNotKept: ['websocket_messages_not_kept_total', 'Websocket messages that are no Bayeux.'],
  refused: ['refused_requests_total', 'Requests that the relay refused.'],
  bodiesOmitted: ['bodies_omitted_total', 'Bodies that could not be inspected.'],
  wentEarly: ['early_answers_total', 'Answers and messages that went on before their commit.'],
  originsNamed: ['origins_named_total', "Answers and messages that name the server's own origin."],
  excluded: ['excluded_exchanges_total', 'Exchanges left out by their path.'],
  notNamed: ['calls_not_named_total', 'Calls left out by their operation.'],
  answersNotNamed: ['answers_not_named_total', 'Notifications linked with a call left out.'],
};

type Figure = readonly [name: string, help: string, of: (status: RecorderStatus) => number];

const gauges: readonly Figure[] = [
  ['start_time_seconds', 'When the recording began.', ({ startedAt }) => startedAt / 1_000],
  ['desktops', 'Open connections of desktops.', ({ desktops }) => desktops],
  ['websockets', 'Open websockets of desktops.', ({ websockets }) => websockets],
  ['in_gap', '1 while nothing can be recorded.', ({ inGap }) => (inGap === null ? 0 : 1)],
  [
    'target_up',
    '0 if the target could not be reached when it was last tried.',
    ({ targetUnreachable }) => (targetUnreachable ? 0 : 1),
  ],
  ['file_bytes', 'Bytes of the recording with its log.', ({ fileBytes }) => fileBytes],
  ['queue_events', 'Events that wait to be committed.', ({ queue }) => queue.events],
  ['queue_bytes', 'Bytes that wait to be committed.', ({ queue }) => queue.bytes],
];

/** Figures of a recorder and of its process, in the text format of Prometheus. */
export interface RecorderMetrics {
  readonly contentType: string;
  text(status: RecorderStatus): Promise<string>;
}

let processMetrics: Registry | undefined;

/** prom-client is loaded here first: most commands need none. */
export function recorderMetrics(): RecorderMetrics {
  const prom = load('prom-client') as typeof import('prom-client');
  // One for all recorders of a process: its collectors can't be taken down again.
  if (processMetrics === undefined) {
    processMetrics = new prom.Registry();
    prom.collectDefaultMetrics({ register: processMetrics });
  }
  const own = new prom.Registry();
  const base = (name: string, help: string) => ({
    name: `understudy_${name}`,
    help,
    registers: [own],
  });
  const counts = Object.entries(counters).map(
    ([of, [name, help]]) =>
      [of as keyof RecorderCounts, new prom.Counter(base(name, help))] as const,
  );
  const gaps = new prom.Counter(base('gaps_total', 'Gaps, one that lasts included.'));
  const figures = gauges.map(
    ([name, help, of]) => [of, new prom.Gauge(base(name, help))] as readonly [Figure[2], Gauge],
  );
  const labelled = (name: string, help: string): Counter<'operation'> =>
    new prom.Counter({ ...base(name, help), labelNames: ['operation'] as const });
  const called = labelled('operation_calls_total', 'Calls by operation.');
  const answered = labelled(
    'operation_answered_calls_total',
    'Calls that a notification answered, by operation.',
  );
  let latency: LatencyCounts | undefined;
  own.registerMetric(latencyMetric(() => latency) as unknown as Counter);
  return {
    contentType: prom.Registry.PROMETHEUS_CONTENT_TYPE,
    async text(status) {
      for (const [of, counter] of counts) setCounter(counter, status.counts[of]);
      setCounter(gaps, status.gaps);
      for (const [of, gauge] of figures) gauge.set(of(status));
      called.reset();
      answered.reset();
      status.operations.forEach(({ operation, calls, answered: count }, at) => {
        const label = { operation: at < MAX_LABELS ? (operation ?? '') : '(others)' };
        called.inc(label, calls);
        answered.inc(label, count);
      });
      latency = status.addedLatency;
      return `${await own.metrics()}\n${await processMetrics?.metrics()}`;
    },
  };
}

function setCounter(counter: Counter, value: number): void {
  counter.reset();
  counter.inc(value);
}

/** A histogram that was counted elsewhere: prom-client's own can only observe one by one. */
function latencyMetric(latency: () => LatencyCounts | undefined) {
  const name = 'understudy_added_latency_seconds';
  const help = "From when an answer's end was there until it was let go.";
  return {
    name,
    help,
    get: () => {
      const { buckets, sum } = latency() ?? { buckets: [], sum: 0 };
      let passed = 0;
      const bounds = [...LATENCY_BOUNDS.map((ms) => Number((ms / 1_000).toPrecision(3))), '+Inf'];
      const values = bounds.map((le, at) => {
        passed += buckets[at] ?? 0;
        return { metricName: `${name}_bucket`, labels: { le }, value: passed };
      });
      return Promise.resolve({
        name,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: [
          // Every fourth bound is fine enough for a chart.
          ...values.filter(({ labels }, at) => at % 4 === 0 || labels.le === '+Inf'),
          { metricName: `${name}_sum`, labels: {}, value: sum / 1_000 },
          { metricName: `${name}_count`, labels: {}, value: passed },
        ],
      });
    },
  };
}
