import path from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import { root } from '../e2e/command.js';
import { alteredRecording } from './altered-recording.js';
import { compareSides, sideOf } from './sides.js';

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
    { kind: 'body', path: '/error', candidate: '403::subscription_denied' },
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
