import type { RecordingBuilder } from '../../recording/build-recording.js';
import { recordedAgent } from '../agent-recording.js';

/** Who plays; two play the same recorded session. */
export const users = [
  { user: 'a1', ack: true },
  { user: 'a1', ack: true },
  { user: 'a2', ack: false },
  { user: 's1', ack: false },
] as const;

/** Operations that each agent performs, in this order. */
export const calls = Array.from({ length: 9 }, (_, index) => `Do${index}`);

/** Agents whose calls cause one, two or three notifications each, and copies for a supervisor. */
export function recordFaultyOffice(b: RecordingBuilder): void {
  const [a1, a2, s1] = [
    recordedAgent(b, 'a1', { ack: true }),
    recordedAgent(b, 'a2'),
    recordedAgent(b, 's1'),
  ];
  const agents = [a1, a2, s1];
  for (const each of agents) {
    each.logIn();
    each.handshake();
    each.subscribe('/v2/me/tweets', '/v2/me/calls');
    each.get('/api/v2/me/tweets?after=none', '{}');
  }
  for (const [index, operation] of calls.entries()) {
    for (const each of agents) {
      const notices = Array.from({ length: 1 + (index % 3) }, (_, nth) =>
        data(each.user, index, nth),
      );
      const body = JSON.stringify({ operationName: operation });
      const answer = JSON.stringify({ statusCode: 0, referenceId: index, user: each.user });
      const call = each.call('/api/v2/me/tweets/T1', body, answer, notices);
      if (each === a1) {
        b.link({ call, notification: s1.notice(data('copy', index, 0)), rule: 'copy', copy: true });
      }
      each.get(`/api/v2/me/tweets?after=${operation}`, `{"done":${index}}`);
    }
  }
}

function data(of: string, act: number, nth: number): string {
  return JSON.stringify({
    referenceId: act,
    tweet: { state: `${of}${act}-${nth}`, text: 'x'.repeat(40) },
  });
}
