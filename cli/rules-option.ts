import type { Option } from 'commander';
import { loadRules, type Rules } from '../src/index.js';
import { repeatedOption } from './repeated-option.js';

/** `--rules FILE`, as often as wanted; later files go over earlier ones. */
export function rulesOption(description: string): Option {
  return repeatedOption('--rules <file>', description);
}

/** The rules of the files that were named; undefined if none was. */
export function rulesFrom(files: readonly string[] | undefined): Rules | undefined {
  return files === undefined ? undefined : loadRules(files);
}
