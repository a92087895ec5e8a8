import type { Command } from 'commander';
import { readConfigFile, whichConfig } from './config-file.js';
import { fromEnvironment } from './from-environment.js';
import { givenValue } from './given.js';
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
  const settings = all.map((setting): EffectiveSetting => {
    const { command, key, variable, option } = setting;
    const inFile = file?.given.find((each) => each.setting === setting);
    // Both are read, so that what is wrong is told though it has no effect now.
    const fileValue = inFile === undefined ? undefined : givenValue(inFile);
    const inEnvironment = fromEnvironment(setting, environment);
    const given = inEnvironment ?? inFile;
    const value = inEnvironment === null ? fileValue : givenValue(inEnvironment);
    const meaning = option.mandatory ? 'must be given' : toldDefault(option.description).usual;
    const usual = option.defaultValue ?? (option.negate ? true : null);
    return {
      command,
      key,
      flag: option.long ?? option.flags,
      variable,
      value: value ?? (given?.said === false ? false : usual),
      from: given?.source ?? 'default',
      ...(given === undefined && meaning !== undefined ? { meaning } : {}),
    };
  });
  return { file: file?.name ?? null, settings };
}
