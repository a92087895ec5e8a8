import path from 'node:path';
import { Argument, Command } from 'commander';
import { UsageError } from '../src/index.js';
import { bashCompletion } from './completion/bash.js';
import { completed } from './completion/completed.js';
import { fishCompletion } from './completion/fish.js';
import { zshCompletion } from './completion/zsh.js';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export function completionCommand(): Command {
  return new Command('completion')
    .summary('print a script with which a shell completes commands, options and files')
    .description(
      'Prints a script with which bash, zsh or fish completes commands, options, their values and files when you press Tab.\n' +
        'It is of this version: make it anew after an update.',
    )
    .addArgument(
      new Argument('[shell]', 'whose (default: the one of SHELL)').choices(Object.keys(scripts)),
    )
    .addHelpText(
      'after',
      `
Examples:
  For good; a new shell has it:
    understudy completion bash > ~/.local/share/bash-completion/completions/understudy
    understudy completion zsh > "\${fpath[1]}/_understudy"
    understudy completion fish > ~/.config/fish/completions/understudy.fish

  Without a file, from ~/.bashrc, or from ~/.zshrc behind compinit; it costs a moment at each start:
    eval "$(understudy completion bash)"`,
    )
    .action((shell: string | undefined, _, command: Command) => {
      const name = shell ?? path.basename(process.env.SHELL ?? '');
      const script = Object.hasOwn(scripts, name)
        ? scripts[name as keyof typeof scripts]
        : undefined;
      if (script === undefined) {
        throw new UsageError('SHELL names none of bash, zsh and fish; give one of them');
      }
      process.stdout.write(script(completed(command.parent ?? command)));
    });
}
