import { afterEach, describe, expect, it, vi } from 'vitest';
import { understudyProgram } from '../../cli/run.js';
import { ownArguments } from '../../cli/with-command/own-arguments.js';
import { understudy } from '../e2e/command.js';
import { mustRun } from '../run-program.js';

afterEach(() => vi.unstubAllEnvs());

const names = understudyProgram(() => {}).commands.map((each) => each.name());

/** The example lines of a help text that are commands of ours, up to what a shell does with what they print. */
function examplesIn(help: string): string[] {
  const [, after = ''] = help.split(/^Examples:$/mu);
  return Array.from(
    after.matchAll(/^ +(understudy .*?)(?: [|>] .*)?$/gmu),
    ([, line = '']) => line,
  );
}

/** Which command an example is of, if commander takes it as it stands; nothing is done. */
async function commandOf(example: string): Promise<string> {
  // As the shell takes it apart.
  const told = await mustRun('sh', ['-c', `understudy() { printf '%s\\0' "$@"; }; ${example}`]);
  const args = told.split('\0').slice(0, -1);
  const program = understudyProgram(() => {}, []);
  let ran = '';
  for (const command of program.commands) {
    command.action(() => {
      ran = command.name();
    });
  }
  await program.parseAsync(ownArguments(args, names), { from: 'user' });
  return ran;
}

describe('the help', () => {
  it.each(names)(
    'of %s has examples, each a command line that is taken as it stands',
    async (name) => {
      const { stdout, status } = await understudy('help', name);
      expect(status).toBe(0);
      const examples = examplesIn(stdout);
      expect(examples.length).toBeGreaterThan(1);
      for (const example of examples) expect(await commandOf(example), example).toBe(name);
    },
  );

  it('as a whole has each command below what it is for, and examples', async () => {
    const { stdout, status } = await understudy('--help');
    expect(status).toBe(0);
    for (const name of [...names, 'help']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}(?: |$)`, 'mu'));
    }
    expect(stdout).not.toMatch(/^Commands:$/mu);
    expect(stdout).toMatch(/^Set up:$/mu);
    const examples = examplesIn(stdout);
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) expect(names).toContain(await commandOf(example));
  });

  it('fits into 80 columns where there is no terminal, but for examples', async () => {
    const { stdout } = await understudy('--help');
    const long = stdout.split('\n').filter((each) => each.length > 80);
    expect(long).toEqual([]);
  });

  it('is the same with the flag and with the command', async () => {
    for (const name of ['record', 'config']) {
      expect((await understudy('help', name)).stdout).toBe(
        (await understudy(name, '--help')).stdout,
      );
    }
    expect((await understudy('help')).stdout).toBe((await understudy('--help')).stdout);
  });

  it('comes on standard error, with status 2, where nothing is asked for', async () => {
    const { stdout, stderr, status } = await understudy();
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toBe((await understudy('--help')).stdout);
  });
});
