/** Commands that can start another one. */
const starting: ReadonlySet<string> = new Set(['record', 'replay']);

/** The command that is to be started, with its arguments as they are: what stands behind the first `--`; null if there is none. */
export function commandBehind(args: readonly string[]): readonly string[] | null {
  const at = args.indexOf('--');
  return at < 0 ? null : args.slice(at + 1);
}

/**
 * What is said to Understudy itself, so that nothing behind `--` is taken for a flag of ours. Only what serves desktops starts a
 * command; for all others `--` means what it means elsewhere.
 *
 * @param names of all our commands
 */
export function ownArguments(args: readonly string[], names: readonly string[]): readonly string[] {
  const at = args.indexOf('--');
  const own = at < 0 ? args : args.slice(0, at);
  return starting.has(own.find((each) => names.includes(each)) ?? '') ? own : args;
}

/** What commander says of a word too many, with what may have been meant. */
export function hintAtCommand(text: string): string {
  const [, name = ''] = /too many arguments for '(\w+)'/u.exec(text) ?? [];
  if (!starting.has(name)) return text;
  return `${text.trim().replace(/\.$/u, '')}; a command to start goes behind --`;
}
