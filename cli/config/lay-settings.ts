import type { Command } from 'commander';
import { readConfigFile, whichConfig } from './config-file.js';
import { type Given, givenValue } from './given.js';
import { saidElsewhere } from './said-elsewhere.js';
import { commandsWithSettings, settingsOf } from './setting.js';

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
    const said = saidElsewhere(setting, all, file, process.env);
    return said === null ? [] : [said];
  });
  for (const each of given) set(command, each);
  taken.set(command, given);
}

function set(command: Command, given: Given): void {
  const value = givenValue(given);
  if (value === undefined) return;
  const { key, option } = given.setting;
  // For what commander has to say of two options that exclude each other.
  if (given.source === 'environment') option.env(given.origin);
  command.setOptionValueWithSource(key, value, given.source === 'file' ? 'config' : 'env');
}
