import { Command, CommanderError } from 'commander';
import { UnderstudyError } from '../src/index.js';
import { compareCommand } from './compare.js';
import { completionCommand } from './completion.js';
import { laySettings } from './config/lay-settings.js';
import { placesNamedIn, tellTaken } from './config/tell-taken.js';
import { configCommand } from './config.js';
import { correlateCommand } from './correlate.js';
import { diffCommand } from './diff.js';
import { doctorCommand } from './doctor.js';
import { driveCommand } from './drive.js';
import { exportCommand } from './export.js';
import { extractCommand } from './extract.js';
import { commandGroup, setUp } from './help/command-groups.js';
import { hintAtChoice } from './help/hint-at-choice.js';
import { programFoot } from './help/program-foot.js';
import { importCommand } from './import.js';
import { initCommand } from './init.js';
import { mergeCommand } from './merge.js';
import { recordCommand } from './record.js';
import { replayCommand } from './replay.js';
import { scrubCommand } from './scrub.js';
import { showCommand } from './show.js';
import { uiCommand } from './ui.js';
import { verifyCommand } from './verify.js';
import { version } from './version.js';
import { commandBehind, hintAtCommand, ownArguments } from './with-command/own-arguments.js';

/** A defect of Understudy itself: `EX_SOFTWARE` of sysexits, so that no script takes it for a difference or a miss. */
const internalError = 70;

/**
 * The command line with all its commands.
 *
 * @param finish is told a status other than 0
 * @param commandLine what stands behind `--`: what serves starts it; null if there is no `--`
 */
export function understudyProgram(
  finish: (status: number) => void,
  commandLine: readonly string[] | null = null,
): Command {
  const program = new Command('understudy')
    .description(
      'Records contact-centre desktops with the notifications that answer them, and plays them back.',
    )
    .version(version())
    .option('--debug', 'print the stack trace of an error')
    .option(
      '--config <file>',
      'settings of all commands (default: understudy.config.json in the working folder, if it is there)',
    )
    .option('--no-config', 'heed no file of settings')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${usageError(text)}\n`) })
    .showSuggestionAfterError(true)
    .configureHelp({
      subcommandTerm: (each) => `${each.name()} ${each.usage()}`.replace('[options] ', ''),
    })
    .addHelpText('after', ({ command }) => programFoot(command))
    .commandsGroup(setUp)
    .helpCommand('help [command]', 'how a command is used');
  for (const command of [
    recordCommand,
    replayCommand,
    driveCommand,
    diffCommand,
    compareCommand,
    showCommand,
    uiCommand,
    verifyCommand,
    correlateCommand,
    scrubCommand,
    mergeCommand,
    extractCommand,
    exportCommand,
    importCommand,
    doctorCommand,
    initCommand,
    configCommand,
    completionCommand,
  ]) {
    const each = command(finish, commandLine).exitOverride().copyInheritedSettings(program);
    program.addCommand(each.helpGroup(commandGroup(each.name())));
  }
  laySettings(program);
  return program;
}

/**
 * Runs one command line.
 *
 * @returns the exit status, as `docs/contract.md` lists them
 */
export async function run(args: readonly string[]): Promise<number> {
  let status = 0;
  const finish = (result: number): void => {
    status = result;
  };
  const program = understudyProgram(finish, commandBehind(args));
  let serving = false;
  program.hook('preAction', (_, command) => {
    tellTaken(command);
    serving = ['record', 'replay', 'drive', 'compare', 'ui'].includes(command.name());
  });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Desktops come first: they go on, whether somebody listens to what is said here or not.
    if (serving) return;
    // A reader that has seen enough (`understudy show … | head`) is no error.
    if (error.code === 'EPIPE') process.exit(status);
    console.error(`understudy: can't write to standard output: ${oneLine(error.message)}`);
    process.exit(2);
  });
  // Nor whether anybody hears of trouble: a terminal goes away.
  process.stderr.on('error', () => {});
  try {
    const names = program.commands.map((each) => each.name());
    await program.parseAsync(ownArguments(args, names), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (program.opts<{ debug?: boolean }>().debug === true) console.error(error);
    else
      console.error(
        `understudy: ${error instanceof Error ? oneLine(error.message) : String(error)}${placesNamedIn(String(error), program.commands)}`,
      );
    return error instanceof UnderstudyError ? error.exitStatus : internalError;
  }
  return status;
}

/** What commander has to say of a command line, as any other error is told. */
function usageError(text: string): string {
  const words = oneLine(hintAtChoice(hintAtCommand(text)))
    .replace(/^error: /u, '')
    .replace(/\.$/u, '');
  return `understudy: ${words}; see --help`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/gu, ' ');
}
