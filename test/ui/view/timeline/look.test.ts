import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { lookOf, stripOf } from '../../../../src/ui/view/timeline/look.js';
import { call, notification, row } from '../rows.js';

const CASES: readonly (readonly [string, Row, ReturnType<typeof lookOf>])[] = [
  ['a call that was answered', call(1, { answers: 1 }), 'call'],
  [
    'a call that no notification answers',
    call(1, { status: 200, path: '/api/v2/me/calls/1' }),
    'uncorrelated',
  ],
  ['a call that expects none', call(1, { status: 200, path: '/api/v2/me' }), 'call'],
  ['a call that is open', call(1, { end: null, status: null, outcome: 'open' }), 'call'],
  ['a call that was refused', call(1, { status: 403 }), 'failed'],
  ['a call that was cut off', call(1, { outcome: 'cut-by-server', status: 200 }), 'failed'],
  ['a call that the recording has no answer for', call(1, { miss: 1, status: 404 }), 'miss'],
  ['a safe exchange that it has none for', row('safe', 1, { miss: 1 }), 'miss'],
  ['a poll that failed', row('bayeux', 1, { status: 502 }), 'failed'],
  ['a websocket', row('websocket', 1, { status: 101 }), 'websocket'],
  ['a notification', notification(1, { call: 1 }), 'answer'],
  ['a copy', notification(1, { call: 1, copy: true }), 'copy'],
  ['an unsolicited notification', notification(1, { call: null }), 'unsolicited'],
  ['one that waits at a stand-in', notification(1, { call: null, state: 'queued' }), 'waiting'],
  ['one that could not be delivered', notification(1, { state: 'undelivered' }), 'undelivered'],
  ['another message', row('message', 1), 'message'],
];

describe('what something looks like', () => {
  it.each(CASES)('tells %s', (_, each, look) => {
    expect(lookOf(each)).toBe(look);
  });

  it('puts each kind into a strip', () => {
    expect(
      CASES.map(([, each]) => stripOf(each)).filter((each, at, all) => all.indexOf(each) === at),
    ).toEqual(['calls', 'safe', 'carriers', 'notifications', 'messages']);
  });
});
