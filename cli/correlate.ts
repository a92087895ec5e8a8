import { Command } from 'commander';
import { correlateRecording, describeCorrelated } from '../src/index.js';
import { oneRecording } from './one-recording.js';
import { rulesFrom, rulesOption } from './rules-option.js';

interface Flags {
  readonly rules?: readonly string[];
  readonly json?: boolean;
}

export function correlateCommand(): Command {
  return new Command('correlate')
    .summary('write into a recording which notification answers which call')
    .description(
      'With --rules, links calls and notifications of a recording anew and writes the links into it.\n' +
        'Without, adds the links that a killed recorder did not come to. Nothing else of the file changes.',
    )
    .argument('<file>', 'the recording')
    .addOption(rulesOption('rules file that describes the API'))
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy correlate monday.db\n  understudy correlate monday.db --rules workspace.rules.json',
    )
    .action((name: string, flags: Flags) => {
      const file = oneRecording(name, 'correlate');
      const correlated = correlateRecording(file, rulesFrom(flags.rules));
      console.log(
        flags.json === true ? JSON.stringify(correlated) : describeCorrelated(correlated),
      );
    });
}
