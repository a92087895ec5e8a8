import { Command, InvalidArgumentError } from 'commander';
import { showExchange, showRecording } from '../src/index.js';
import { readAsOne } from './read-as-one.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { type ScriptFlags, scriptFrom, scriptOption } from './script-option.js';

interface Flags extends ScriptFlags {
  readonly rules?: readonly string[];
  readonly json?: boolean;
}

export function showCommand(): Command {
  return new Command('show')
    .summary('what happened: calls with the notifications that answered them')
    .description(
      'Shows sessions, and calls in time order with their notifications below them; with an ID, one exchange whole.',
    )
    .argument(
      '<file>',
      'the recording; several files with commas between them, or a folder, are one',
    )
    .argument('[id]', 'id of an exchange', exchangeId)
    .addOption(rulesOption('link calls and notifications by this rules file, for this view only'))
    .addOption(scriptOption('show what notifications follow by this script file'))
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy show recordings/complete-tweet.db\n  understudy show week.db,week.2.db\n  understudy show recordings/complete-tweet.db 12\n  understudy show recordings/complete-tweet.db --json' +
        '\n  understudy show recordings/complete-tweet.db --script tweet.script.json',
    )
    .action(async (name: string, id: number | undefined, flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      using one = await readAsOne(name, { once: true, ...(rules === undefined ? {} : { rules }) });
      const options = { ...(rules === undefined ? {} : { rules }), ...scriptFrom(flags) };
      const style = {
        json: flags.json ?? false,
        color: process.stdout.isTTY && !process.env.NO_COLOR,
      };
      const write = (text: string): void => {
        process.stdout.write(text);
      };
      if (id === undefined) showRecording(one.file, style, write, options);
      else showExchange(one.file, id, style, write, options);
    });
}

function exchangeId(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be the number of an exchange, as show prints it.');
  }
  return value;
}
