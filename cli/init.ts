import path from 'node:path';
import { Command } from 'commander';
import { UsageError, writeNewFile } from '../src/index.js';
import { configFileName } from './config/config-file.js';
import { commandsWithSettings } from './config/setting.js';
import { configText } from './init/config-text.js';
import { entries } from './init/entries.js';
import { whatIsFound } from './init/found.js';
import { nextSteps } from './init/next-steps.js';
import { repeatedOption } from './repeated-option.js';

interface Flags {
  readonly target?: string;
  readonly rules?: readonly string[];
  readonly output: string;
  readonly all?: boolean;
}

export function initCommand(): Command {
  return new Command('init')
    .summary('write a file of settings to begin with')
    .description(
      `Writes ${configFileName}, with a word on each setting, from what it finds in the working folder: rules files\n` +
        '(*.rules.json) and recordings (in captures and recordings). Says what to do next.',
    )
    .option('--target <url>', 'origin of the real server')
    .addOption(
      repeatedOption(
        '--rules <file>',
        'rules file that describes the API (default: all *.rules.json in the working folder)',
      ),
    )
    .option('--output <file>', 'the new file', configFileName)
    .option('--all', 'have all options of all commands in it, not only those that one meets first')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy init\n  understudy init --target http://gws.test:8080' +
        '\n  understudy init --target http://gws.test:8080 --rules desk.rules.json' +
        '\n  understudy init --all --output every-setting.json',
    )
    .action((flags: Flags, command: Command) => {
      const { target, output } = flags;
      if (target !== undefined) mustBeOrigin(target);
      const folder = path.dirname(output);
      const found = whatIsFound();
      const rules = (flags.rules ?? found.rules).map((each) => path.relative(folder, each));
      const values = Object.fromEntries(
        Object.entries(entries).map(([name, known]) => [
          name,
          {
            ...('rules' in known && rules.length > 0 ? { rules } : {}),
            ...(name === 'record' && target !== undefined ? { target } : {}),
          },
        ]),
      );
      const program = command.parent ?? command;
      const text = configText(
        commandsWithSettings(program),
        { schema: schemaFrom(folder), values },
        flags.all ?? false,
      );
      writeNewFile(output, '--output', (write) => write(text));
      console.log(nextSteps(program, output, target, found.recordings.at(-1)));
    });
}

/** Where the schema is once the package is installed in the working folder, seen from the file's. */
function schemaFrom(folder: string): string {
  const file = path.relative(folder, 'node_modules/cometd-understudy/docs/config.schema.json');
  return file.startsWith('.') ? file : `./${file}`;
}

/** The recorder says the same of what is no origin; a file is not to be written first. */
function mustBeOrigin(target: string): void {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url !== null && /^https?:$/u.test(url.protocol) && url.host !== '') return;
  throw new UsageError(`--target ${target}: it is no URL; write it like http://gws.test:8080`);
}
