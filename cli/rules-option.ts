import { Option } from 'commander';
import { loadRules, type Rules } from '../src/index.js';

/** `--rules FILE`, as often as wanted; later files go over earlier ones. */
export function rulesOption(description: string): Option {
  return new Option('--rules <file>', `${description}; may be repeated`).argParser(
    (file: string, before: readonly string[] | undefined) => [...(before ?? []), file],
  );
}

/** The rules of the files that were named; undefined if none was. */
export function rulesFrom(files: readonly string[] | undefined): Rules | undefined {
  return files === undefined ? undefined : loadRules(files);
}
