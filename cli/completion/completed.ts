import type { Argument, Command, Option } from 'commander';
import { commandsWithSettings } from '../config/setting.js';
import { isRepeated } from '../repeated-option.js';

/** What can be completed, whatever the shell. */
export interface Completed {
  /** Options of the command line as a whole: they may stand before and behind a command. */
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly CompletedArgument[];
}

export interface CompletedOption {
  /** `-V`, if there is a short one. */
  readonly short: string | null;
  readonly long: string;
  readonly description: string;
  /** null: it takes none. */
  readonly value: CompletedValue | null;
  readonly needsValue: boolean;
  readonly repeated: boolean;
}

export interface CompletedArgument {
  readonly name: string;
  readonly variadic: boolean;
  readonly value: CompletedValue;
}

/** What stands in the place of a value: one of these words; a file, by its ending; another program; nobody knows. */
export type CompletedValue = { readonly name: string } & (
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file'; readonly ending: string | null }
  | { readonly kind: 'folder' | 'program' | 'text' }
);

/** All commands, options and arguments, as `--help` has them. */
export function completed(program: Command): Completed {
  const names = program.commands.map((each) => each.name());
  return {
    options: [...visible(program), help],
    commands: [
      ...program.commands.map((each) => ({
        name: each.name(),
        summary: each.summary(),
        options: [...visible(each), help],
        arguments: [
          ...each.registeredArguments.map((argument) => completedArgument(argument, each)),
          // commander knows nothing of what stands behind `--`.
          ...(each.usage().includes('[-- ') ? [argumentOf('program', { kind: 'program' })] : []),
        ],
      })),
      {
        name: 'help',
        summary: 'how a command is used',
        options: [help],
        arguments: [argumentOf('command', { kind: 'words', words: names })],
      },
    ],
  };

  function completedArgument(argument: Argument, command: Command): CompletedArgument {
    const { variadic, argChoices } = argument;
    const name = argument.name();
    if (argChoices !== undefined) return argumentOf(name, { kind: 'words', words: argChoices });
    if (name === 'command') {
      const words = commandsWithSettings(program).map((each) => each.name());
      return argumentOf(name, { kind: 'words', words });
    }
    // What is imported was written by other programs, and has the endings that they give.
    const ending = command.name() === 'import' ? null : 'db';
    return { ...argumentOf(name, { kind: 'file', ending }), variadic };
  }
}

const help: CompletedOption = {
  short: '-h',
  long: '--help',
  description: 'display help for command',
  value: null,
  needsValue: false,
  repeated: false,
};

function argumentOf(
  name: string,
  value:
    | { kind: 'words'; words: readonly string[] }
    | { kind: 'file'; ending: string | null }
    | { kind: 'program' },
): CompletedArgument {
  return { name, variadic: false, value: { name, ...value } };
}

function visible(command: Command): readonly CompletedOption[] {
  return command.options
    .filter(({ hidden }) => !hidden)
    .map((option) => ({
      short: option.short ?? null,
      long: option.long ?? option.flags,
      description: inShort(option.description),
      value: valueTaken(option),
      needsValue: option.required,
      repeated: option.variadic || isRepeated(option),
    }));
}

/** Files whose names end so by custom; those of other options may be called anything. */
const endings: Readonly<Record<string, string>> = {
  rules: 'json',
  script: 'json',
  decide: 'json',
  credentials: 'json',
  config: 'json',
  write: 'json',
  noise: 'db',
};

function valueTaken(option: Option): CompletedValue | null {
  const [, name] = /[<[]([^>\].]+)/u.exec(option.flags) ?? [];
  if (name === undefined) return null;
  const { argChoices } = option;
  if (argChoices !== undefined) return { name, kind: 'words', words: argChoices };
  if (name === 'file') return { name, kind: 'file', ending: endings[option.name()] ?? null };
  if (name === 'folder') return { name, kind: 'folder' };
  // `<instant|recorded|factor>`: words, and one that stands for others.
  const words = name.split('|').filter((each) => isTakenAsItIs(option, each));
  return words.length > 0 ? { name, kind: 'words', words } : { name, kind: 'text' };
}

function isTakenAsItIs(option: Option, word: string): boolean {
  try {
    return option.parseArg?.(word, undefined) === word;
  } catch {
    return false;
  }
}

/** There is one line for it. */
function inShort(description: string): string {
  const [text = ''] = description.replaceAll('\n', ' ').split(/ \(default|; /u);
  return text.length <= 100 ? text : `${text.slice(0, 99).replace(/\W+\w*$/u, '')}…`;
}
