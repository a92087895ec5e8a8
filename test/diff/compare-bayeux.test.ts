import path from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import type { Recording } from '../../src/recording/reader.js';
import { root } from '../e2e/command.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { alteredRecording } from './altered-recording.js';
import { compareSides, sideOf } from './sides.js';

const folder = temporaryFolder();
let files = 0;
const file = path.join(root, 'recordings/medium-chat.db');

/** What the server replied to a subscription, otherwise. */
function subscribing(change: (reply: string) => string): (text: string) => string {
  return (text) =>
    text.startsWith('{') && text.includes('"/meta/subscribe"') && text.includes('"successful"')
      ? change(text)
      : text;
}

it('tells that a subscription is refused', () => {
  using recording = openRecording(file);
  const refusing = alteredRecording(recording, {
    text: subscribing((reply) =>
      reply.replace('"successful":true', '"successful":false,"error":"403::subscription_denied"'),
    ),
  });
  const { differences } = compareSides(sideOf(recording), sideOf(refusing));
  expect(differences).toMatchObject([
    {
      kind: 'body',
      user: 'm1',
      call: '/meta/subscribe /v2/me/*',
      notification: null,
      path: '/successful',
      baseline: true,
      candidate: false,
    },
  ]);
});

it('leaves out that a client is known no more, which depends on the network', () => {
  using recording = openRecording(file);
  const forgetful = alteredRecording(recording, {
    text: subscribing((reply) =>
      reply.replace('"successful":true', '"successful":false,"error":"402::session_unknown"'),
    ),
  });
  expect(compareSides(sideOf(recording), sideOf(forgetful)).differences).toEqual([]);
});

it('tells that a subscription is never replied to, but not that one reply of several got lost', () => {
  const recordedWith = (replies: readonly boolean[]) => {
    const recorded = folder.path(`${files++}.db`);
    buildRecording(recorded, (b) => {
      const session = b.session('m1');
      const asked = { channel: '/meta/subscribe', clientId: 'c1', subscription: '/v2/me/*' };
      for (const [at, replied] of replies.entries()) {
        const request = { ...asked, id: String(at) };
        b.exchange({
          session,
          path: '/api/v2/notifications',
          requestBody: JSON.stringify([request]),
          responseBody: JSON.stringify(replied ? [{ ...request, successful: true }] : []),
        });
      }
    });
    return openRecording(recorded);
  };
  using once = recordedWith([true]);
  using never = recordedWith([false]);
  using again = recordedWith([false, true]);
  const told = (one: Recording, other: Recording) =>
    compareSides(sideOf(one), sideOf(other)).differences;
  expect(told(once, never)).toMatchObject([{ path: '/successful', baseline: true }]);
  expect(told(never, once)).toMatchObject([{ path: '/successful', candidate: true }]);
  expect(told(once, again)).toEqual([]);
  expect(told(never, never)).toEqual([]);
});
