import type {
  Difference,
  DiffResult,
  IgnoredDifference,
  RecordingLacks,
  Subject,
  TimelineEvent,
} from '../../../src/diff/difference.js';

export const COMPLETE = 'POST me/tweets/{id} Complete';
const STATE_CHANGE = '/v2/me/tweets TwitterStateChangeMessage StatusChange';

/** A call that completes the n-th tweet. */
export function completing(n: number, user: string | null = 'ambrose'): Subject {
  return {
    kind: 'call',
    label: COMPLETE,
    operation: COMPLETE,
    user,
    call: `POST /api/v2/me/tweets/${n} Complete`,
    notification: null,
    baseline: { exchange: 10 * n, message: null },
    candidate: { exchange: 10 * n + 3, message: null },
  };
}

/** The notification that says so. */
export function completed(n: number, user: string | null = 'ambrose'): Subject {
  return {
    ...completing(n, user),
    kind: 'notification',
    label: STATE_CHANGE,
    notification: STATE_CHANGE,
    baseline: { exchange: 10 * n, message: 100 * n },
    candidate: { exchange: 10 * n + 3, message: 100 * n + 7 },
  };
}

/** Of a recording that nothing was left out of. */
export const whole: RecordingLacks = {
  interrupted: false,
  gaps: 0,
  failedWaits: 0,
  only: [],
  exclude: [],
};

/** A difference of something; `body` unless said otherwise. */
export function difference(subject: Subject, told: Partial<Difference> = {}): Difference {
  const { user, call, notification } = subject;
  const place = told.path ?? null;
  return {
    kind: 'body',
    user,
    call,
    notification,
    path: null,
    place,
    subject,
    broken: null,
    ...told,
  };
}

function ignoredBy(rule: string, subject: Subject, path: string): IgnoredDifference {
  return { ...difference(subject, { path, baseline: '10:00', candidate: '11:00' }), rule };
}

export function resultOf(told: Partial<DiffResult>): DiffResult {
  const differences = told.differences ?? [];
  return {
    same: differences.length === 0,
    differences,
    ignored: [],
    ignoredDifferences: [],
    baseline: {
      file: 'old.db',
      label: '8.5.202.34',
      target: 'http://old.test:8080',
      startedAt: Date.UTC(2026, 0, 1),
      sessions: 2,
      calls: 40,
      notifications: 44,
      lacks: whole,
    },
    candidate: {
      file: 'new.db',
      label: null,
      target: null,
      startedAt: Date.UTC(2026, 1, 1),
      sessions: 2,
      calls: 39,
      notifications: 44,
      lacks: whole,
    },
    compared: { sessions: 2, calls: 39, safe: 5, notifications: 43 },
    learned: [],
    timelines: new Map(),
    ...told,
  };
}

/** Two servers that differ in most ways that there are. */
export function manyDifferences(): DiffResult {
  const told = [1, 2, 3, 4, 5].map((n) => completing(n, n < 4 ? 'ambrose' : 'kate'));
  const first = told[0] ?? completing(1);
  const notified = completed(1);
  const ready: Subject = {
    kind: 'call',
    label: 'POST me Ready',
    operation: 'POST me Ready',
    user: null,
    call: 'POST /api/v2/me Ready',
    notification: null,
    baseline: { exchange: 5, message: null },
    candidate: null,
  };
  const pushed: Subject = {
    kind: 'notification',
    label: '/v2/me ErrorMessage Error',
    operation: null,
    user: 'kate',
    call: null,
    notification: '/v2/me ErrorMessage Error',
    baseline: null,
    candidate: { exchange: null, message: 77 },
  };
  return resultOf({
    differences: [
      difference(ready, { kind: 'call-missing' }),
      ...told.map((subject) =>
        difference(subject, { path: '/statusCode', baseline: 0, candidate: '0' }),
      ),
      ...told.slice(0, 3).map((subject, at) =>
        difference(subject, {
          path: `/items/${at}/name`,
          place: '/items/*/name',
          baseline: `a${at}`,
          candidate: `b${at}`,
        }),
      ),
      difference(first, { kind: 'header', path: 'cache-control', baseline: 'no-cache' }),
      difference(first, { kind: 'status', baseline: 200, candidate: 204 }),
      difference(first, {
        path: '/big',
        baseline: { json: '12345678901234567890' },
        candidate: { json: '12345678901234567891' },
      }),
      difference(notified, {
        kind: 'notification-changed',
        path: '/referenceId',
        baseline: '45',
        candidate: '47',
        broken: {
          baseline: '45',
          candidate: '46',
          where: 'answer of POST /api/v2/me/tweets/1 Complete at /referenceId',
        },
      }),
      difference(pushed, {
        kind: 'notification-extra',
        candidate: { messageType: 'ErrorMessage', text: 'x'.repeat(100) },
      }),
    ],
    ignored: [
      { rule: 'date', count: 3 },
      { rule: 'learned', count: 1 },
    ],
    ignoredDifferences: [
      ignoredBy('date', first, '/date'),
      ignoredBy('date', told[1] ?? first, '/date'),
      ignoredBy('date', notified, '/tweet/date'),
      ignoredBy('learned', first, '/load'),
    ],
    timelines: new Map([
      [first, timelines([10, 100], [13, 107])],
      [notified, timelines([10, 100], [13, 107])],
    ]),
  });
}

function timelines(baseline: [number, number], candidate: [number, number]) {
  const side = ([call, message]: [number, number]): readonly TimelineEvent[] => [
    {
      kind: 'request',
      offset: 0,
      user: 'ambrose',
      text: 'POST /api/v2/me/tweets/1 Complete',
      id: call,
    },
    { kind: 'answer', offset: 12, user: 'ambrose', text: '200', id: call },
    {
      kind: 'notification',
      offset: 30 + message,
      user: 'ambrose',
      text: 'TwitterStateChangeMessage StatusChange Completed',
      id: message,
    },
  ];
  return { baseline: side(baseline), candidate: side(candidate) };
}

/** All that a report writes, in one piece. */
export function written(write: (write: (chunk: string) => void) => void): string {
  const chunks: string[] = [];
  write((chunk) => chunks.push(chunk));
  return chunks.join('');
}
