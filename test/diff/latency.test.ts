import path from 'node:path';
import { expect, it } from 'vitest';
import { compareRecordings } from '../../src/diff/compare-recordings.js';
import { openRecording } from '../../src/index.js';
import type { Recording } from '../../src/recording/reader.js';
import { officeRecording } from '../bench/office-recording.js';
import { root } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { sideOf } from './sides.js';

/** The same recording with all that came from the server later. */
function later(recording: Recording, ms: number): Recording {
  return {
    ...recording,
    message(id) {
      const told = recording.message(id);
      return told && { ...told, at: told.at + ms };
    },
  };
}

const folder = temporaryFolder();
const options = { explain: () => null, sets: new Set<string>(), showIgnored: false };

it('tells of notifications that come late only if it is asked to, and calls enough show it', () => {
  using recording = openRecording(path.join(root, 'recordings/everything.db'));
  const [one, other] = [sideOf(recording), sideOf(later(recording, 300))];
  expect(compareRecordings(one, other, options).same).toBe(true);
  // Each operation was recorded a few times: that says nothing.
  expect(compareRecordings(one, other, { ...options, latency: true }).same).toBe(true);
});

it('says how much later an operation is notified of, over how many calls', async () => {
  const file = folder.path('office.db');
  await officeRecording(file, { sessions: 2, calls: 30, bodySize: 100 });
  using recording = openRecording(file);
  const [one, other] = [sideOf(recording), sideOf(later(recording, 300))];
  const { differences } = compareRecordings(one, other, { ...options, latency: true });
  expect(differences).toMatchObject([
    {
      kind: 'notification-late',
      user: null,
      call: 'POST /api/v2/me/tweets/{id} Complete',
      notification: '/v2/me/tweets TwitterStateChangeMessage',
      path: null,
      baseline: { calls: 60 },
      candidate: { calls: 60, p: expect.any(Number) },
    },
  ]);
});
