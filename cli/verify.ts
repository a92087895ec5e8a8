import { Command } from 'commander';
import { describeVerification, verificationJson, verifyRecording } from '../src/index.js';
import { readAsOne } from './read-as-one.js';

export function verifyCommand(finish: (status: number) => void): Command {
  return new Command('verify')
    .summary('whether a recording is whole')
    .description(
      'Says whether a recording is whole: no gaps, not interrupted, no errors in the file. Exit status 3 if not.',
    )
    .argument(
      '<file>',
      'the recording; several files with commas between them, or a folder, are one',
    )
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy verify recordings/complete-tweet.db' +
        '\n  understudy verify recordings/complete-tweet.db --json',
    )
    .action(async (name: string, flags: { readonly json?: boolean }) => {
      using one = await readAsOne(name, { once: true });
      const found = verifyRecording(one.file);
      console.log(
        flags.json === true ? JSON.stringify(verificationJson(found)) : describeVerification(found),
      );
      finish(found.whole ? 0 : 3);
    });
}
