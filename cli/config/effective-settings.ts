import type { Command } from 'commander';
import { readConfigFile, whichConfig } from './config-file.js';
import { givenValue } from './given.js';
import { saidElsewhere } from './said-elsewhere.js';
import { commandsWithSettings, settingsOf } from './setting.js';
import { toldDefault } from './told-default.js';

/** A setting as a command has it if no flag says otherwise. */
export interface EffectiveSetting {
  readonly command: string;
  readonly key: string;
  readonly flag: string;
  readonly variable: string;
  /** As the command gets it; null if there is none. */
  readonly value: unknown;
  readonly from: 'environment' | 'file' | 'default';
  /** The variable or the file. */
  readonly origin?: string;
  /** The command that it is set of, where that is another. */
  readonly of?: string;
  /** What a default that is no value comes to, in words. */
  readonly meaning?: string;
}

/**
 * All settings of all commands.
 *
 * @throws UsageError if the environment or the file has something wrong
 */
export function effectiveSettings(
  program: Command,
  environment: NodeJS.ProcessEnv,
): { readonly file: string | null; readonly settings: readonly EffectiveSetting[] } {
  const all = commandsWithSettings(program).flatMap(settingsOf);
  const file = readConfigFile(whichConfig(program.opts().config, environment), all);
  // All of the file is read, so that what is wrong is told though it has no effect now.
  for (const each of file?.given ?? []) givenValue(each);
  const settings = all.map((setting): EffectiveSetting => {
    const { command, key, variable, option } = setting;
    const given = saidElsewhere(setting, all, file, environment);
    const value = given === null ? null : givenValue(given);
    const meaning = option.mandatory ? 'must be given' : toldDefault(option.description).usual;
    const usual = option.defaultValue ?? (option.negate ? true : null);
    return {
      command,
      key,
      flag: option.long ?? option.flags,
      variable,
      value: value ?? (given?.said === false ? false : usual),
      from: given?.source ?? 'default',
      ...(given === null ? {} : { origin: given.origin }),
      ...(given === null || given.of === command ? {} : { of: given.of }),
      ...(given === null && meaning !== undefined ? { meaning } : {}),
    };
  });
  return { file: file?.name ?? null, settings };
}
