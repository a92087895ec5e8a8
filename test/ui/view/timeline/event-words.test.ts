import { describe, expect, it } from 'vitest';
import {
  eventLines,
  eventSentence,
  laneWords,
  summaryWords,
  titleOf,
} from '../../../../src/ui/view/timeline/event-words.js';
import { call, notification, row } from '../rows.js';

const TEN = Date.UTC(2026, 10, 2, 10);
const answered = call(1, {
  at: TEN + 1_000,
  end: TEN + 1_042,
  method: 'POST',
  path: '/api/v2/me/calls/7',
  operation: 'Answer',
  status: 200,
  outcome: 'complete',
  answers: 1,
});
const told = notification(2, {
  at: TEN + 1_180,
  channel: '/v2/me/calls',
  messageType: 'CallStateChanged',
  notificationType: null,
  call: 1,
  rule: 'reference-response',
});

describe('what is told of an event', () => {
  it('says what, when, how long, and what answered it', () => {
    expect([titleOf(answered), ...eventLines(answered, answered, [told], TEN)]).toEqual([
      'Answer',
      'call, 200',
      'POST /api/v2/me/calls/7',
      '10:00:01.000, +1.00 s',
      'took 42.0 ms',
      '1 notification, the first +180 ms',
    ]);
  });

  it('says of a notification what it answers, and by which rule', () => {
    expect([titleOf(told), ...eventLines(told, answered, [], TEN)]).toEqual([
      'CallStateChanged',
      'notification',
      '/v2/me/calls',
      '10:00:01.180, +1.18 s',
      '+180 ms after Answer, by reference-response',
    ]);
  });

  it('shows a hostile text as a short line of what it is', () => {
    const hostile = call(1, { operation: `\u202e<b>\n${'x'.repeat(100_000)}` });
    const title = titleOf(hostile);
    expect(title.startsWith('\\u202e<b>\\nxxx')).toBe(true);
    expect(title).toHaveLength(120);
  });

  it('is one sentence for who hears it', () => {
    expect(eventSentence(answered, 'ann', TEN)).toBe(
      'Answer, call, 200, ann, 10:00:01.000, +1.00 s, took 42.0 ms, 1 notification',
    );
    expect(
      eventSentence(
        row('bayeux', 3, { at: TEN, end: TEN, status: 502, path: '/n', method: 'POST' }),
        'ann',
        TEN,
      ),
    ).toBe('POST /n, Bayeux exchange, failed, 502, ann, 10:00:00.000, +0 ms, took 0 ms');
  });

  it('sums up what there is and what is shown', () => {
    expect(
      summaryWords(
        { desktops: 12, calls: 1_340, notifications: 1, gaps: 2 },
        [
          ['failed', 3],
          ['miss', 0],
        ],
        { from: TEN, to: TEN + 60_000 },
      ),
    ).toBe(
      '12 desktops, 1,340 calls, 1 notification, 3 failed, 2 gaps, showing 10:00:00 to 10:01:00',
    );
  });

  it('names each lane', () => {
    const head = { id: 4, user: 'ann', transport: 'websocket', startedAt: 0, endedAt: null };
    expect([
      laneWords(4, { ...head, plays: null }),
      laneWords(4, { ...head, user: null, transport: null, plays: { session: 2, copy: 3 } }),
      laneWords(null, undefined),
      laneWords(5, undefined),
    ]).toEqual([
      { name: 'ann', facts: 'session 4 · websocket' },
      { name: 'unknown user', facts: 'session 4 · plays 2, copy 3' },
      { name: 'no desktop', facts: 'belongs to no session' },
      { name: 'unknown user', facts: 'session 5' },
    ]);
  });
});
