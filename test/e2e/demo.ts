/**
 * `npm run demo`: the main job from end to end, with the commands a user types. Exit status 0 only if
 * the desktops saw the same from the stand-in as from the real server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { runOffice } from '../desktops/run-office.js';
import { startStaging } from '../staging/staging.js';
import { serve, understudy } from './command.js';

const users = ['a1', 'a2', 's1'] as const;
const folder = mkdtempSync(path.join(tmpdir(), 'understudy-demo-'));
const file = path.join(folder, 'complete-tweet.db');

function step(number: number, text: string): void {
  console.log(`\n${number}. ${text}`);
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gmu, '   ');
}

try {
  step(1, 'A staging server like GWS is started, and a recorder in front of it.');
  const staging = await startStaging();
  const recorder = await serve(
    ...['record', '--target', staging.url, '--listen', '127.0.0.1:0', '--output', file],
  );
  console.log(indented(`staging:  ${staging.url}\nrecorder: ${recorder.url}`));

  step(2, 'Agents a1 and a2 accept and complete their tweets, supervisor s1 watches.');
  const live = await runOffice({ url: recorder.url, origin: staging.url });
  for (const user of users) console.log(indented(`${user} saw ${live[user].sights.length} things`));

  step(3, 'The recorder ends.');
  console.log(indented((await recorder.stop()).stdout.replace(/^listening.*\n/u, '')));

  step(4, 'What was recorded: understudy show');
  console.log(indented((await understudy('show', file)).stdout));
  console.log(indented((await understudy('verify', file)).stdout));

  step(
    5,
    'Staging is stopped. A stand-in plays the recording, and the same desktops work against it.',
  );
  await staging.close();
  const standIn = await serve('replay', file, '--listen', '127.0.0.1:0', '--strict');
  console.log(indented(`stand-in: ${standIn.url}`));
  const replayed = await runOffice({ url: standIn.url });
  const end = await standIn.stop();
  console.log(indented(end.stdout.replace(/^listening.*\n/u, '')));

  step(6, 'Did they see the same?');
  let same = end.status === 0;
  for (const user of users) {
    const differences = compareTranscripts(live[user], replayed[user]);
    console.log(indented(`${user}: ${differences.length === 0 ? 'the same' : 'NOT the same'}`));
    for (const difference of differences) console.log(indented(`    ${difference}`));
    same &&= differences.length === 0;
  }
  console.log(same ? '\nYes.' : '\nNo.');
  process.exitCode = same ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
