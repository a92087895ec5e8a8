import { expect, it } from 'vitest';
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
  calls: 12,
  notifications: 4,
  correlated: 3,
  copies: 1,
  framesNotKept: 0,
  refused: 0,
  bodiesOmitted: 0,
  gaps: [],
};

it('sums a recording up in two lines if nothing is missing from it', () => {
  expect(describeRecord(recorded)).toMatchInlineSnapshot(`
    "recorded 1 session, 12 calls and 4 notifications in monday.db
      3 correlated with their calls (1 copy), 1 unsolicited"
  `);
});

it('says plainly what is missing from a recording', () => {
  expect(
    describeRecord({
      ...recorded,
      framesNotKept: 2,
      refused: 1,
      bodiesOmitted: 1,
      gaps: [gap],
    }),
  ).toMatchInlineSnapshot(`
    "recorded 1 session, 12 calls and 4 notifications in monday.db
      3 correlated with their calls (1 copy), 1 unsolicited
      ! 2 websocket messages relayed, but not kept: no Bayeux
      ! 1 request refused: the framing was ambiguous, the server never saw it
      ! 1 body not stored, because it could not be inspected
      ! gap from 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:01.500Z (1.50 s): the disk is full\\u001b[2J"
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
      DELETE /x
        nothing like it was recorded
    never played:
      7  POST /api/v2/me/tweets/1 Complete
    undelivered notifications:
      12  nobody subscribed to /v2/me/tweets"
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
