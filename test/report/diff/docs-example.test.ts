import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { Recording } from '../../../src/recording/reader.js';
import { writeDiff } from '../../../src/report/diff/write-diff.js';
import { alteredRecording } from '../../diff/altered-recording.js';
import { compareSides, sideOf } from '../../diff/sides.js';
import { written } from './told-diff.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** As the next version of the server would have it: transfers take time, and what is completed is called otherwise. */
function nextVersion(recording: Recording): Recording {
  const altered = alteredRecording(recording, {
    answer: ({ operation }) => (operation === 'Transfer' ? { status: 202 } : null),
    data: ({ notification }) =>
      notification?.data?.replace('"state":"Completed"', '"state":"Done"') ?? null,
  });
  const info = { ...recording.info, label: '8.5.203.11', target: 'http://next.test:8080' };
  return Object.create(altered, { file: { value: 'next.db' }, info: { value: info } });
}

/** What the comparison says of a recording and of the same with the next version. */
function example(name: string): string {
  using recording = openRecording(path.join(root, 'recordings', name));
  const result = compareSides(sideOf(recording), sideOf(nextVersion(recording)));
  const baseline = { ...result.baseline, file: name };
  return written((write) =>
    writeDiff({ ...result, baseline }, { format: 'text', width: 90 }, write),
  );
}

it('shows in docs/diff.md what diff prints', async () => {
  const page = path.join(root, 'docs/diff.md');
  const text = readFileSync(page, 'utf8').replace(/(?<=^```text\n)[\s\S]*?(?=^```$)/mu, () =>
    example('medium-twitter.db'),
  );
  await expect(text).toMatchFileSnapshot(page);
});
