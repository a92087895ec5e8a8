import { Command } from 'commander';
import { describeImport, importRecording } from '../src/index.js';
import { untilSignal } from './until-signal.js';

interface Flags {
  readonly output: string;
  readonly json?: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .summary('make a recording of what was exported')
    .description(
      'Makes a new recording of a file that `understudy export --format jsonl` has written: the same recording again.\n' +
        'The form is told by what the file holds, not by its name.',
    )
    .argument('<file>', 'what to import')
    .requiredOption('--output <file>', 'the new recording')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy import monday.jsonl --output monday.db' +
        '\n  understudy import monday.jsonl --output monday.db --json',
    )
    .action(async (file: string, flags: Flags) => {
      const stop = new AbortController();
      void untilSignal().then(() => stop.abort());
      const summary = await importRecording(file, { output: flags.output, signal: stop.signal });
      console.log(flags.json === true ? JSON.stringify(summary) : describeImport(summary));
    });
}
