import path from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import type { Recording } from '../../src/recording/reader.js';
import { root } from '../e2e/command.js';
import { alteredRecording } from './altered-recording.js';
import { brief, compareSides, sideOf } from './sides.js';

const file = path.join(root, 'recordings/complete-tweet.db');

/** The same visits of users who are called otherwise, wherever their names stand. */
function ofTestUsers(recording: Recording): Recording {
  const users = recording.users().map((each) => ({ ...each, user: `test-${each.user}` }));
  const text = (said: string): string => said.replaceAll(/\b(a1|a2|s1)\b/gu, 'test-$1');
  return { ...alteredRecording(recording, { text }), users: () => users };
}

it('takes users of another name for the same, if they stand in their place throughout', () => {
  using recording = openRecording(file);
  expect(brief(compareSides(sideOf(recording), sideOf(ofTestUsers(recording))))).toEqual([]);
});

it('tells where one of them is called by a name that is not theirs', () => {
  using recording = openRecording(file);
  const mistaken = alteredRecording(ofTestUsers(recording), {
    answer: ({ path: asked, status, responseBody, session }) =>
      asked.startsWith('/api/v2/me?') && status === 200 && session === 2 && responseBody !== null
        ? {
            responseBody: {
              ...responseBody,
              content: Buffer.from(
                Buffer.from(responseBody.content ?? [])
                  .toString()
                  .replace('"userName":"test-a1"', '"userName":"test-a2"'),
              ),
            },
          }
        : null,
  });
  const { differences } = compareSides(sideOf(recording), sideOf(mistaken));
  expect(differences).toMatchObject([
    {
      kind: 'body',
      path: '/user/userName',
      baseline: 'a1',
      candidate: 'test-a2',
      broken: { baseline: 'a1', candidate: 'test-a1', where: 'the name of the user' },
    },
  ]);
});
