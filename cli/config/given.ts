import { meantInstead, UsageError } from '../../src/index.js';
import { quoted } from './quoted.js';
import type { Setting } from './setting.js';

/** What somebody said of a setting elsewhere than on the command line. */
export interface Given {
  readonly setting: Setting;
  /** The command that it is said of; `doctor` also takes what is said of `record`. */
  readonly of: string;
  readonly source: 'environment' | 'file';
  /** The variable or the file. */
  readonly origin: string;
  /** Where it stands, as errors name it: `understudy.config.json: record.maxHold`. */
  readonly place: string;
  /** A switch, or the texts that flags would have. */
  readonly said: boolean | readonly string[];
}

/**
 * What the flag would make of it; undefined if it is as if the flag were not there.
 *
 * @throws UsageError that names the place
 */
export function givenValue({ setting, place, said }: Given): unknown {
  const { option, takes, negatable } = setting;
  if (said === true) return option.presetArg ?? true;
  // A switch that is off is none, unless there is a word for it.
  if (said === false) return negatable ? false : undefined;
  const first = takes === 'list' ? undefined : option.defaultValue;
  return said.reduce<unknown>((before, text) => {
    try {
      if (option.parseArg !== undefined) return option.parseArg(text, before);
      return takes === 'list' ? [...((before as string[] | undefined) ?? []), text] : text;
    } catch (error) {
      if (!isInvalid(error)) throw error;
      const what = error.message.replace(/\.$/u, '');
      const meant = meantInstead(text, option.argChoices ?? []);
      throw new UsageError(`${place}: ${quoted(text)} is invalid. ${what}${meant}`);
    }
  }, first);
}

/** What an option's own reader says of a text that it can't read. */
function isInvalid(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && error.code === 'commander.invalidArgument';
}
