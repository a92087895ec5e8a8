import { expect, it } from 'vitest';
import { type StagingOptions, startStaging } from '../staging/staging.js';
import { compareTranscripts } from './compare-transcripts.js';
import { runOffice } from './run-office.js';
import { httpAnswers, notifications } from './transcript.js';
import { tweetNotices } from './tweet-notices.js';

async function office(options: StagingOptions = {}): ReturnType<typeof runOffice> {
  const staging = await startStaging(options);
  try {
    return await runOffice({ url: staging.url });
  } finally {
    await staging.close();
  }
}

it('sees the same on two servers, everyone for themselves', async () => {
  const [one, other] = [await office(), await office()];
  for (const user of ['a1', 'a2', 's1'] as const) {
    expect(compareTranscripts(one[user], other[user]), user).toEqual([]);
  }
});

it('gives each agent their own tweets, under references that collide', async () => {
  const { a1, a2 } = await office();
  const [own, others] = [tweetNotices(a1.sights), tweetNotices(a2.sights)];
  expect(own.map(({ referenceId }) => referenceId)).toEqual(
    others.map(({ referenceId }) => referenceId),
  );
  expect(own.filter(({ id }) => others.some((each) => each.id === id))).toEqual([]);
});

it('copies what the agents get to the supervisor, byte for byte', async () => {
  const { a1, a2, s1 } = await office();
  const messages = [a1, a2].flatMap(notifications).map(({ message }) => message);
  const copies = notifications(s1).map(({ message }) => message);
  expect(copies.toSorted()).toEqual(messages.toSorted());
});

it('can date the copies differently', async () => {
  const copyReceivedDate = '2015-03-02 12:26:15.000+0200';
  const { a1, s1 } = await office({ copyReceivedDate });
  for (const { data } of notifications(a1)) expect(data).not.toContain(copyReceivedDate);
  for (const { data } of notifications(s1)) expect(data).toContain(copyReceivedDate);
});

it('keeps identities apart within one process', async () => {
  const transcripts = Object.values(await office());
  const cookies = transcripts.flatMap((transcript) =>
    httpAnswers(transcript).flatMap(({ headers }) =>
      headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
    ),
  );
  expect(cookies).toHaveLength(3);
  expect(new Set(cookies).size).toBe(3);
});

it('ends when nobody answers', async () => {
  const staging = await startStaging();
  await staging.close();
  await expect(runOffice({ url: staging.url })).rejects.toThrow('ECONNREFUSED');
});
