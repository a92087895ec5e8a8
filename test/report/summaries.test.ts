import { expect, it } from 'vitest';
import { describeDrive } from '../../src/report/drive-summary.js';
import { describeRecord } from '../../src/report/record-summary.js';
import { describeReplay } from '../../src/report/replay-summary.js';
import { describeVerification } from '../../src/report/verify-text.js';

const at = Date.UTC(2026, 0, 1);
const gap = { from: at, to: at + 1_500, reason: 'the disk is full\u001b[2J' };

it('says that a recording is whole', () => {
  const found = {
    whole: true,
    interrupted: false,
    openExchanges: 1,
    firstOpen: [{ id: 7, kind: 'call', method: 'POST', path: '/x', operation: 'Reply' } as const],
    gaps: [],
    errors: [],
  };
  expect(describeVerification(found)).toMatchInlineSnapshot(`
    "whole: closed cleanly, no gaps, no errors
      1 exchange has no end recorded:
        7  POST /x Reply"
  `);
});

it('says why a recording is not whole', () => {
  expect(
    describeVerification({
      whole: false,
      interrupted: true,
      openExchanges: 9,
      firstOpen: [
        { id: 7, kind: 'websocket', method: 'GET', path: '/ws\u001b[2J', operation: null },
        { id: 12, kind: 'bayeux', method: 'POST', path: '/api/v2/notifications', operation: null },
      ],
      gaps: [
        {
          from: '2026-01-01T00:00:00.000Z',
          to: '2026-01-01T00:00:01.500Z',
          reason: 'the disk is full\u001b[2J',
        },
      ],
      errors: ['row 7 missing\nfrom index'],
    }),
  ).toMatchInlineSnapshot(`
    "not whole
      interrupted: the recorder did not close it, or is still at work
      gap from 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:01.500Z (1.50 s): the disk is full\\u001b[2J
      error: row 7 missing\\nfrom index
      9 exchanges have no end recorded:
         7  GET /ws\\u001b[2J (websocket)
        12  POST /api/v2/notifications (Bayeux)
        and 7 more"
  `);
});

const recorded = {
  file: 'monday.db',
  sessions: 1,
  exchanges: 30,
  calls: 12,
  notifications: 4,
  correlated: 3,
  copies: 1,
  framesNotKept: 0,
  refused: 0,
  bodiesOmitted: 0,
  originsNamed: 0,
  excluded: 0,
  notNamed: 0,
  answersNotNamed: 0,
  operations: [],
  unsolicited: [],
  gaps: [],
};

it('sums a recording up in two lines if nothing is missing from it', () => {
  expect(describeRecord(recorded)).toMatchInlineSnapshot(`
    "recorded 1 session, 12 calls and 4 notifications in monday.db
      3 correlated with their calls (1 copy), 1 unsolicited"
  `);
});

it('counts the other exchanges of a recording without calls, so that it does not seem empty', () => {
  const none = { ...recorded, calls: 0, notifications: 0, correlated: 0, copies: 0 };
  expect(describeRecord({ ...none, exchanges: 2 })).toMatchInlineSnapshot(`
    "recorded 1 session, 0 calls and 0 notifications in monday.db
      2 other exchanges: what only reads, such as GET, is no call, nor is what CometD itself needs"
  `);
  expect(describeRecord({ ...none, sessions: 0, exchanges: 0 })).toMatchInlineSnapshot(
    `"recorded 0 sessions, 0 calls and 0 notifications in monday.db"`,
  );
});

it('says plainly what is missing from a recording', () => {
  expect(
    describeRecord({
      ...recorded,
      framesNotKept: 2,
      refused: 1,
      bodiesOmitted: 1,
      originsNamed: 2,
      gaps: [gap],
    }),
  ).toMatchInlineSnapshot(`
    "recorded 1 session, 12 calls and 4 notifications in monday.db, less what fell into its gaps
      3 correlated with their calls (1 copy), 1 unsolicited
      ! 2 websocket messages relayed, but not kept: no Bayeux
      ! 1 request refused for ambiguous framing or a limit: the server never saw it
      ! 1 body not stored, because it could not be inspected
      ! gap from 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:01.500Z (1.50 s): the disk is full\\u001b[2J
      ! 2 answers or messages named the server's own origin: a desktop that follows it goes round the recorder; record with --rewrite-origin"
  `);
});

it('says what could not be correlated, and why', () => {
  expect(
    describeRecord({
      ...recorded,
      operations: [
        { operation: 'Complete', calls: 3, answered: 2, unanswered: { failed: 1 } },
        {
          operation: 'Hold\u001b[2J',
          calls: 12,
          answered: 0,
          unanswered: { 'reference-not-seen': 12 },
        },
        { operation: null, calls: 1, answered: 0, unanswered: { 'no-answer': 1 } },
      ],
      unsolicited: [
        {
          messageType: 'CallStateChangeMessage',
          notifications: 1,
          reasons: { 'begins-interaction': 1 },
        },
      ],
    }),
  ).toMatchInlineSnapshot(`
    "recorded 1 session, 12 calls and 4 notifications in monday.db
      3 correlated with their calls (1 copy), 1 unsolicited
      14 calls that no notification answered:
        12  Hold\\u001b[2J: no notification named its reference
         1  Complete: the call failed, or its answer was cut
         1  (no operation): no answer came
      1 unsolicited notification:
        1  CallStateChangeMessage: it begins an interaction, which answers no call"
  `);
});

it('tells ten reasons one by one and counts the rest', () => {
  const operations = Array.from({ length: 13 }, (_each, at) => ({
    operation: `Do${at}`,
    calls: 20 - at,
    answered: 0,
    unanswered: { failed: 20 - at },
  }));
  const lines = describeRecord({ ...recorded, operations })
    .split('\n')
    .slice(2);
  expect(lines.at(0)).toBe('  182 calls that no notification answered:');
  expect(lines.at(10)).toBe('    11  Do9: the call failed, or its answer was cut');
  expect(lines.at(11)).toBe('    27 more; --json has them all');
});

it('says what was left out, and what became of its notifications', () => {
  expect(
    describeRecord({ ...recorded, excluded: 3, notNamed: 1, answersNotNamed: 1 }),
  ).toMatchInlineSnapshot(`
    "recorded 1 session, 12 calls and 4 notifications in monday.db
      3 correlated with their calls (1 copy), 0 unsolicited
      1 notification of calls that were left out
      3 exchanges left out by --exclude
      1 call left out by --only"
  `);
});

it('sums a replay up in one line if all was played', () => {
  const report = { played: [1, 2], unplayed: [], misses: [], undelivered: [] };
  expect(describeReplay(report)).toMatchInlineSnapshot(
    `"played 2 calls, 0 never played, 0 misses, 0 notifications undelivered"`,
  );
});

it('says of each miss what was near it and how that differs', () => {
  const call = { call: 7, method: 'POST', path: '/api/v2/me/tweets/1', operation: 'Complete' };
  expect(
    describeReplay({
      played: [1, 2],
      unplayed: [call],
      misses: [
        {
          miss: 1,
          asked: { method: 'POST', path: '/api/v2/me/tweets/2\u001b[2J', operation: 'Complete' },
          nearest: [
            {
              ...call,
              differences: [
                { path: 'path', asked: '/api/v2/me/tweets/2', recorded: '/api/v2/me/tweets/1' },
                { path: '/saveLAR', asked: true },
              ],
            },
            { ...call, call: 8, differences: [] },
            { ...call, call: 9, differences: [{ path: 'answer', recorded: 'given already' }] },
          ],
        },
        { miss: 2, asked: { method: 'DELETE', path: '/x', operation: null }, nearest: [] },
      ],
      undelivered: [{ notification: 12, reason: 'nobody subscribed to /v2/me/tweets' }],
    }),
  ).toMatchInlineSnapshot(`
    "played 2 calls, 1 never played, 2 misses, 1 notification undelivered
    misses:
      POST /api/v2/me/tweets/2\\u001b[2J Complete
        near 7  POST /api/v2/me/tweets/1 Complete
          path: asked "/api/v2/me/tweets/2", recorded "/api/v2/me/tweets/1"
          /saveLAR: asked true, recorded nothing
        near 8  POST /api/v2/me/tweets/1 Complete
          equal in all that is compared
        near 9  POST /api/v2/me/tweets/1 Complete
          its answer: given already
      DELETE /x
        nothing like it was recorded
    never played:
      7  POST /api/v2/me/tweets/1 Complete
    undelivered notifications:
      12  nobody subscribed to /v2/me/tweets"
  `);
});

it('tells once what was missed many times, and counts what nobody will read', () => {
  const asked = { method: 'GET', path: '/poll', operation: null };
  const misses = Array.from({ length: 1_000 }, (_each, at) => ({ miss: at, asked, nearest: [] }));
  const passed = { ...asked, path: '/passed' };
  expect(
    describeReplay({
      played: [],
      unplayed: [],
      misses: [...misses, { miss: 1, asked: passed, nearest: [], passedThrough: true }],
      untoldMisses: 7,
      passedThrough: 3,
      undelivered: [],
    }),
  ).toMatchInlineSnapshot(`
    "played 0 calls, 0 never played, 1008 misses (3 passed through), 0 notifications undelivered
    misses:
      GET /poll (1000 times)
        nothing like it was recorded
      GET /passed (passed through)
        nothing like it was recorded
      and 7 more, which were counted only"
  `);
});

it('tells twenty misses one by one and counts the rest', () => {
  const misses = Array.from({ length: 23 }, (_each, at) => ({
    miss: at + 1,
    asked: { method: 'GET', path: `/${at}`, operation: null },
    nearest: [],
  }));
  const text = describeReplay({ played: [], unplayed: [], misses, undelivered: [] });
  expect(text).toContain('GET /19\n');
  expect(text).not.toContain('GET /20\n');
  expect(text).toContain('  and 3 more; --report FILE has them all');
});

it('says of a drive which waits failed, but for those that were told before', () => {
  const share = { done: 1, of: 1 };
  const summary = {
    ...{ file: 'next.db', interrupted: false, desktops: 1, failedWaitCount: 30 },
    ...{ acts: share, calls: share, notifications: share, unresolved: [], conflicts: [] },
    failedWaits: Array.from({ length: 30 }, (_, at) => ({ text: `wait ${at}` })),
  };
  const lines = (above?: number) => describeDrive(summary, above).split('\n').slice(1);
  expect(lines()).toHaveLength(22);
  expect([lines()[0], lines()[1], lines().at(-1)]).toEqual([
    '30 waits failed:',
    '  wait 0',
    '  and 10 more; --json tells of each',
  ]);
  expect([lines(10)[0], lines(10)[1], lines(10).at(-1)]).toEqual([
    '30 waits failed, the first 10 above:',
    '  wait 10',
    '  wait 29',
  ]);
  expect(lines(30)).toEqual(['30 waits failed, see above']);
  const values = ['a', 'b', 'c', 'd', 'e', 'f\u001b'];
  expect(
    describeDrive({ ...summary, unresolved: values }, 30)
      .split('\n')
      .at(-1),
  ).toBe(
    '6 values of the old server had nothing of the new one in their place, so they went as recorded: a, b, c, d, e and 1 more',
  );
  expect(describeDrive({ ...summary, notifications: { done: 48, of: 24 } }, 30)).toContain(
    '1 calls, 48 notifications (24 were recorded), in next.db',
  );
  const conflicts = [{ value: 'CALL1', names: ['id', 'parentCallId'] }];
  expect(
    describeDrive({ ...summary, conflicts }, 30)
      .split('\n')
      .at(-1),
  ).toBe(
    '1 value of the old server became several on the new one, so it went by the names of members: CALL1 (id, parentCallId)',
  );
});
