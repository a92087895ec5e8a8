import path from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import type { RecordedMessage, Recording } from '../../src/recording/reader.js';
import { root } from '../e2e/command.js';
import { alteredRecording } from './altered-recording.js';
import { compareSides, sideOf } from './sides.js';

const shipped = (name: string): Recording =>
  openRecording(path.join(root, 'recordings', `${name}.db`));

/** The first two notifications in which all of this stands. */
function twoWith(recording: Recording, ...words: readonly string[]): readonly RecordedMessage[] {
  return [...recording.messages()]
    .filter(({ notification }) => words.every((word) => notification?.data?.includes(word)))
    .slice(0, 2);
}

/** A server that sends two notifications in each other's place. */
function swapped(recording: Recording, [one, other]: readonly RecordedMessage[]): Recording {
  return alteredRecording(recording, {
    seq: ({ id, seq }) =>
      id === one?.id ? (other?.seq ?? 0) : id === other?.id ? (one?.seq ?? 0) : seq,
  });
}

it('tells one of two notifications of a call that changed places', () => {
  using recording = shipped('everything');
  // A call that is dialled is established at once.
  const two = twoWith(recording, '01QQQG2MU214VM12');
  const { differences } = compareSides(sideOf(recording), sideOf(swapped(recording, two)));
  expect(differences).toMatchObject([
    {
      kind: 'notification-order',
      user: 'm1',
      notification: '/v2/me/calls CallStateChangeMessage StatusChange',
      path: null,
      baseline: expect.any(Number),
      candidate: expect.any(Number),
    },
  ]);
});

it('tells one of two that a desktop was invited to in another order, once it had asked for work', () => {
  using recording = shipped('everything');
  const two = twoWith(recording, 'TwitterStateChangeMessage', 'Invited');
  const { differences } = compareSides(sideOf(recording), sideOf(swapped(recording, two)));
  expect(differences.map(({ kind }) => kind)).toEqual(['notification-order']);
});

it('tells nothing of what others set off, which comes to a supervisor in whatever order', () => {
  using recording = shipped('complete-tweet');
  const session = recording.users().find(({ user }) => user === 's1')?.id;
  const two = [...recording.messages()]
    .filter((each) => each.session === session && each.notification?.data?.includes('Invited'))
    .slice(0, 2);
  expect(two).toHaveLength(2);
  const { differences } = compareSides(sideOf(recording), sideOf(swapped(recording, two)));
  expect(differences).toEqual([]);
});
