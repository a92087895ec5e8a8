import { understudy } from '../e2e/command.js';

/** The flags that `understudy record` knows. */
export async function flagsOfRecord(): Promise<ReadonlySet<string>> {
  const { stdout } = await understudy('record', '--help');
  return new Set(Array.from(stdout.matchAll(/^ {2}(--[\w-]+)/gmu), ([, flag = '']) => flag));
}

/** A command line with addresses of its own: ports of tests are free ones. */
export function withFreePorts(args: readonly string[]): readonly string[] {
  return args.map((each) => each.replace(/^(?:0\.0\.0\.0|127\.0\.0\.1):\d+$/u, '127.0.0.1:0'));
}
