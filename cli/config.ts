import { Argument, Command } from 'commander';
import { UsageError } from '../src/index.js';
import { describeSettings } from './config/describe-settings.js';
import { effectiveSettings } from './config/effective-settings.js';
import { commandsWithSettings } from './config/setting.js';
import { tellMisspelt } from './config/tell-taken.js';

interface Flags {
  readonly json?: boolean;
}

export function configCommand(): Command {
  return new Command('config')
    .summary('what is set by the environment and the file of settings, and where')
    .description(
      'Shows what commands are run with if no flag says otherwise, and where each setting comes from: the environment,\n' +
        'the file of settings (--config, UNDERSTUDY_CONFIG, else understudy.config.json in the working folder), or a default.\n' +
        'Exit status 2, with the place, if something there is wrong.',
    )
    .addArgument(
      new Argument(
        '[command]',
        'show all that can be set of this one (default: what is set of all)',
      ),
    )
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy config\n  understudy config record\n  understudy config replay --json',
    )
    .action((name: string | undefined, { json }: Flags, command: Command) => {
      const program = command.parent ?? command;
      const commands = commandsWithSettings(program);
      if (name !== undefined && !commands.some((each) => each.name() === name)) {
        const known = commands.map((each) => each.name()).join(', ');
        throw new UsageError(`there is nothing to set of '${name}'; name one of ${known}`);
      }
      for (const each of commands) tellMisspelt(each);
      const found = effectiveSettings(program, process.env);
      const settings = found.settings.filter((each) =>
        name === undefined
          ? each.from !== 'default' && each.of === undefined
          : each.command === name,
      );
      console.log(
        json === true
          ? JSON.stringify({ file: found.file, settings })
          : describeSettings(found.file, settings),
      );
    });
}
