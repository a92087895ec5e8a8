import { describe, expect, it } from 'vitest';
import { byteSize } from '../../../src/report/byte-size.js';
import { painter } from '../../../src/report/paint.js';
import { statusBlock } from '../../../src/report/status/status-block.js';
import { statusEvent } from '../../../src/report/status/status-event.js';
import { statusFigures } from '../../../src/report/status/status-figures.js';
import { statusLine } from '../../../src/report/status/status-line.js';
import { LatencyHistogram } from '../../../src/time/latency-histogram.js';
import { snapshot } from './snapshot.js';

const latencies = new LatencyHistogram();
for (const ms of [0.2, 0.3, 4]) latencies.add(ms);

const before = snapshot(60_000, { counts: { calls: 100, notifications: 200, correlated: 90 } });
const busy = snapshot(62_000, {
  desktops: 12,
  websockets: 3,
  counts: { calls: 105, notifications: 254, correlated: 190 },
  fileBytes: 12_345_678,
  queue: { events: 2, bytes: 1_500 },
  addedLatency: latencies.counts,
  operations: [
    { operation: 'Complete', unanswered: { failed: 3, 'expects-none': 1, 'no-answer': 1 } },
    { operation: 'Hold', unanswered: { 'resource-not-seen': 4, 'no-session': 1 } },
    { operation: null, unanswered: { 'names-nothing': 7 } },
  ],
});
const figures = statusFigures(before, busy);
const quiet = statusFigures(snapshot(0), snapshot(0));
const inTrouble = statusFigures(
  snapshot(0),
  snapshot(1_000, { gaps: 2, inGap: 'the disk is full\u001b[2J', targetUnreachable: true }),
);
const wide = { columns: 80, rows: 24, paint: painter(false) };

describe('the figures of a stretch of time', () => {
  it('are rates over it, and totals at its end', () => {
    expect(figures).toMatchObject({
      age: 62_000,
      callsPerSecond: 2.5,
      notificationsPerSecond: 27,
      calls: 105,
      notifications: 254,
    });
  });

  it('name the operations of which a notification may be missing, most first', () => {
    expect(figures.uncorrelated).toEqual([
      { operation: null, calls: 7 },
      { operation: 'Hold', calls: 5 },
    ]);
  });

  it('are no numbers out of nothing', () => {
    expect(quiet).toMatchObject({ callsPerSecond: 0, correlatedShare: null });
  });
});

describe('the line for a log', () => {
  it('says how the recorder is doing', () => {
    expect(statusLine('monday.db', figures)).toMatchInlineSnapshot(
      `"2026-01-01T00:01:02.000Z  12 connections of desktops; 2.5 calls/s; 27 notifications/s; 74 % correlated; uncorrelated: (no operation) 7, Hold 5; latency added: 0.32 ms median, 4.1 ms p99, 4.1 ms max; monday.db: 12 MB; 2 events wait (1.5 kB); no gaps"`,
    );
    expect(statusLine('monday.db', quiet)).toMatchInlineSnapshot(
      `"2026-01-01T00:00:00.000Z  0 connections of desktops; 0 calls/s; 0 notifications/s; nothing to correlate yet; latency added: none; monday.db: 4.1 kB; nothing waits; no gaps"`,
    );
  });

  it('says what is wrong, and nothing that a terminal would obey', () => {
    expect(statusLine('monday.db', inTrouble)).toMatchInlineSnapshot(
      `"2026-01-01T00:00:01.000Z  0 connections of desktops; 0 calls/s; 0 notifications/s; nothing to correlate yet; latency added: none; monday.db: 4.1 kB; nothing waits; not recording: the disk is full\\u001b[2J; the target is unreachable"`,
    );
  });
});

describe('the event', () => {
  it('is one line of JSON with all figures', () => {
    expect(JSON.parse(statusEvent(figures))).toMatchInlineSnapshot(`
      {
        "addedLatency": {
          "max": 4.102,
          "p50": 0.3195,
          "p99": 4.102,
        },
        "ageMs": 62000,
        "at": "2026-01-01T00:01:02.000Z",
        "calls": 105,
        "callsPerSecond": 2.5,
        "correlatedShare": 0.748,
        "desktops": 12,
        "event": "status",
        "fileBytes": 12345678,
        "gaps": 0,
        "inGap": null,
        "notifications": 254,
        "notificationsPerSecond": 27,
        "queue": {
          "bytes": 1500,
          "events": 2,
        },
        "targetUnreachable": false,
        "uncorrelated": [
          {
            "calls": 7,
            "operation": null,
          },
          {
            "calls": 5,
            "operation": "Hold",
          },
        ],
        "websockets": 3,
      }
    `);
  });
});

describe('the lines on a terminal', () => {
  it('say how the recorder is doing', () => {
    expect(statusBlock('monday.db', figures, wide).join('\n')).toMatchInlineSnapshot(`
      "recording monday.db for 1 min 02 s
        desktops       12 connections, 3 websockets among them
        calls          2.5/s, 105 in all
        notifications  27/s, 254 in all, 74 % correlated
        uncorrelated   (no operation) 7, Hold 5
        latency added  0.32 ms median, 4.1 ms p99, 4.1 ms max
        file           12 MB, 2 events wait (1.5 kB)
        gaps           no gaps"
    `);
  });

  it('say what is wrong first', () => {
    expect(statusBlock('monday.db', inTrouble, wide).join('\n')).toMatchInlineSnapshot(`
      "not recording monday.db for 1.00 s
        the target is unreachable
        desktops       0 connections, 0 websockets among them
        calls          0/s, 0 in all
        notifications  0/s, 0 in all, nothing to correlate yet
        uncorrelated   no calls
        latency added  none
        file           4.1 kB, nothing waits
        gaps           not recording: the disk is full\\u001b[2J"
    `);
  });

  it.each([1, 2, 3, 10, 16, 17, 40, 500])('leave the last of %d columns free', (columns) => {
    for (const line of statusBlock(`${'long'.repeat(100)}.db`, figures, { ...wide, columns })) {
      expect(line.length).toBeLessThan(columns);
    }
  });

  it.each([1, 2, 5, 8])('leave the last of %d rows free', (rows) => {
    const { length } = statusBlock('monday.db', figures, { ...wide, rows });
    expect(length).toBe(Math.max(1, rows - 1));
  });

  it('hold nothing of which nobody knows how wide it is', () => {
    const named = snapshot(1_000, {
      operations: [{ operation: '保留\u001b[2J\u{1f600}', unanswered: { 'names-nothing': 1 } }],
    });
    const lines = statusBlock('ü.db', statusFigures(snapshot(0), named), wide).join('');
    expect(lines).toMatch(/^[ -~]*$/u);
  });
});

it('says of one event that it waits', () => {
  const one = statusFigures(snapshot(0), snapshot(0, { queue: { events: 1, bytes: 52 } }));
  expect(statusLine('monday.db', one)).toContain('; 1 event waits (52 B); ');
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [9_949, '9.9 kB'],
  [12_345_678, '12 MB'],
  [999_600, '1.0 MB'],
  [4_200_000_000, '4.2 GB'],
  [12e12, '12.0 TB'],
])('tells %d bytes as %s', (bytes, told) => {
  expect(byteSize(bytes)).toBe(told);
});
