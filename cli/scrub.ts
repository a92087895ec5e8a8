import { Command } from 'commander';
import { describeScrub, keyFromFile, scrubRecording } from '../src/index.js';
import { oneRecording } from './one-recording.js';
import { addRedactFlags, type RedactFlags, redactOptions } from './redact-flags.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { untilSignal } from './until-signal.js';

interface Flags extends RedactFlags {
  readonly output: string;
  readonly rules?: readonly string[];
  readonly key?: string;
  readonly json?: boolean;
}

export function scrubCommand(): Command {
  const command = new Command('scrub')
    .summary('write a new recording in which more is redacted')
    .description(
      'Writes a new recording that is the old one with more redacted; nothing of what was replaced is in the new file.\n' +
        'The old file stays as it is.',
    )
    .argument('<file>', 'the recording')
    .requiredOption('--output <file>', 'the new recording')
    .option(
      '--key <file>',
      'key of the pseudonyms: the one that the recording was made with, so that what was equal stays equal (default: a new key, kept nowhere)',
    )
    .addOption(rulesOption('rules file that says what is secret'));
  return addRedactFlags(command)
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy scrub monday.db --output shared.db --redact pii --redact-name customerNumber' +
        "\n  understudy scrub monday.db --output shared.db --redact-path '/**/attachments/*/name'" +
        '\n  understudy scrub monday.db --output shared.db --rules secrets.rules.json --key pseudonyms.key',
    )
    .action(async (name: string, flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      const file = oneRecording(name, 'scrub');
      const stop = new AbortController();
      void untilSignal().then(() => stop.abort());
      const scrubbed = await scrubRecording(file, {
        output: flags.output,
        ...redactOptions(flags),
        ...(rules === undefined ? {} : { rules }),
        ...(flags.key === undefined ? {} : { key: keyFromFile(flags.key) }),
        signal: stop.signal,
      });
      console.log(flags.json === true ? JSON.stringify(scrubbed) : describeScrub(scrubbed));
    });
}
