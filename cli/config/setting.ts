import type { Command, Option } from 'commander';
import { isRepeated } from '../repeated-option.js';

/** One option of a command, as the environment and the file know it. */
export interface Setting {
  readonly command: string;
  /** Its name in the file: `maxHold`. */
  readonly key: string;
  /** Its name in the environment: `UNDERSTUDY_RECORD_MAX_HOLD`. */
  readonly variable: string;
  readonly option: Option;
  /** What it takes: nothing, one text, nothing or one text, several texts. */
  readonly takes: 'switch' | 'text' | 'switch-or-text' | 'list';
  /** Whether there is a `--no-x`, so that off is more than not being there. */
  readonly negatable: boolean;
  /** Its texts are names of files or folders. */
  readonly names: 'file' | 'folder' | null;
  /** Each of them may be several files with commas between them, which are read as one. */
  readonly readsSeveral: boolean;
}

/** Commands about settings themselves: neither environment nor file has a say in them. */
const without = new Set(['init', 'config', 'completion']);

/** The commands whose options can be set elsewhere than on the command line. */
export function commandsWithSettings(program: Command): readonly Command[] {
  return program.commands.filter((each) => !without.has(each.name()));
}

/** All options of a command, in the order of its help. */
export function settingsOf(command: Command): readonly Setting[] {
  const found = new Map<string, Setting>();
  for (const option of command.options) {
    const key = option.attributeName();
    // `--x` and `--no-x` are one setting.
    const other = found.get(key);
    const shown = option.negate && other !== undefined ? other.option : option;
    found.set(key, {
      command: command.name(),
      key,
      variable: [
        'understudy',
        command.name(),
        shown.name().replace(shown.negate ? /^no-/u : '', ''),
      ]
        .map(upperSnake)
        .join('_'),
      option: shown,
      takes: takenBy(shown),
      negatable: option.negate || other?.negatable === true,
      names: namedBy(shown),
      readsSeveral: shown.long === '--noise',
    });
  }
  return [...found.values()];
}

function takenBy(option: Option): Setting['takes'] {
  if (option.variadic || isRepeated(option)) return 'list';
  if (option.required) return 'text';
  return option.optional ? 'switch-or-text' : 'switch';
}

/** By the house's words for what an option takes: `<file>`, `<folder>`. */
function namedBy(option: Option): Setting['names'] {
  const [, word] = /[<[](file|folder)(?:\.\.\.)?[>\]]/u.exec(option.flags) ?? [];
  return word === 'file' || word === 'folder' ? word : null;
}

function upperSnake(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
