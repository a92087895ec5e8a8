import { Option } from 'commander';

/** A flag that may be given several times; its values come as one list. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, `${description}${mark}`).argParser(
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  );
}

/** Whether a flag may be given several times, as its description says. */
export function isRepeated(option: Option): boolean {
  return option.description.includes(mark);
}

const mark = '; may be repeated';
