import type { Command } from 'commander';
import { readConfigFile, whichConfig } from './config-file.js';
import { fromEnvironment } from './from-environment.js';
import { type Given, givenValue } from './given.js';
import { commandsWithSettings, type Setting, settingsOf } from './setting.js';

/** What each command that has run took from elsewhere than its flags. */
const taken = new WeakMap<Command, readonly Given[]>();

/**
 * Lets environment and file decide what no flag does, for all options of all commands: flags win over the environment, that over
 * the file, that over defaults.
 */
export function laySettings(program: Command): void {
  for (const command of commandsWithSettings(program)) {
    const parse = command.parseOptions.bind(command);
    // After the flags, so that they win; before commander looks for what must be given.
    command.parseOptions = (args) => {
      const parsed = parse(args);
      // Help is most wanted where something is wrong.
      if (!parsed.unknown.some((each) => each === '--help' || each === '-h')) lay(program, command);
      return parsed;
    };
  }
}

/** What a command took from environment and file. */
export function takenBy(command: Command): readonly Given[] {
  return taken.get(command) ?? [];
}

function lay(program: Command, command: Command): void {
  const all = commandsWithSettings(program).flatMap(settingsOf);
  const file = readConfigFile(whichConfig(program.opts().config, process.env), all);
  const given = settingsOf(command).flatMap((setting) => {
    if (command.getOptionValueSource(setting.key) === 'cli') return [];
    for (const each of [setting, ...borrowed(setting, all)]) {
      const found =
        fromEnvironment(each, process.env) ??
        file?.given.find(({ setting: { command, key } }) => isSame(each, command, key));
      // The option is the command's own, whoever's place it was said in.
      if (found != null)
        return [{ ...found, setting: { ...found.setting, option: setting.option } }];
    }
    return [];
  });
  for (const each of given) set(command, each);
  taken.set(command, given);
}

/** Another command's setting that decides where one's own says nothing: `doctor` looks ahead to what `record` would do. */
function borrowed({ command, key }: Setting, all: readonly Setting[]): readonly Setting[] {
  // How it prints what it has to say is its own matter.
  if (command !== 'doctor' || key === 'json') return [];
  return all.filter((each) => isSame(each, 'record', key));
}

function set(command: Command, given: Given): void {
  const value = givenValue(given);
  if (value === undefined) return;
  const { key, variable, option } = given.setting;
  // For what commander has to say of two options that exclude each other.
  if (given.source === 'environment') option.env(variable);
  command.setOptionValueWithSource(key, value, given.source === 'file' ? 'config' : 'env');
}

function isSame(setting: Setting, command: string, key: string): boolean {
  return setting.command === command && setting.key === key;
}
