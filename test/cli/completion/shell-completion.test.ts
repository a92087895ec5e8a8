import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Command, Option } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bashCompletion } from '../../../cli/completion/bash.js';
import { completed } from '../../../cli/completion/completed.js';
import { fishCompletion } from '../../../cli/completion/fish.js';
import { zshCompletion } from '../../../cli/completion/zsh.js';
import { understudyProgram } from '../../../cli/run.js';
import { hasTool, tellMissing } from '../../docs/tools.js';
import { runProgram } from '../../run-program.js';

/** A command with all that is awkward in its words, and a program behind it. */
function awkward(): Command {
  const text = `it's [a] "b" $HOME \`c\` \\d {e} <f>: 100% * ~ ; g & | ! # é`;
  return new Command('awkward')
    .summary(text)
    .argument('<file>', text)
    .usage('[options] <file> [-- program...]')
    .option('--odd <thing>', text)
    .addOption(new Option('--one <of>', text).choices(['left', 'right']))
    .option('--flag', text);
}

const program = understudyProgram(() => {}).addCommand(awkward());
const all = completed(program);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-completion-'));
  writeFileSync(path.join(folder, 'understudy.bash'), bashCompletion(all));
  writeFileSync(path.join(folder, '_understudy'), zshCompletion(all));
  writeFileSync(path.join(folder, 'understudy.fish'), fishCompletion(all));
  const files = path.join(folder, 'files');
  mkdirSync(path.join(files, 'captures'), { recursive: true });
  for (const name of ['a b.db', 'monday.db', 'desk.rules.json', 'notes.txt', 'captures/x.db']) {
    writeFileSync(path.join(files, name), '');
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What each shell makes of lines at whose end Tab is pressed. */
const shells = {
  async bash(typed: readonly string[]): Promise<readonly string[][]> {
    const driver = path.join(import.meta.dirname, 'bash.driver.sh');
    const script = path.join(folder, 'understudy.bash');
    const found: string[][] = [];
    for (const line of typed) {
      // Where = is among what separates words, as it is by default.
      const words = line.replaceAll('=', ' = ').replace(/ = $/u, ' =').split(' ');
      found.push(lines(await run('bash', ['--norc', driver, script, ...words])));
    }
    return found;
  },
  async zsh(typed: readonly string[]): Promise<readonly string[][]> {
    const driver = path.join(import.meta.dirname, 'zsh.driver.zsh');
    const told = await run('zsh', ['-f', driver, path.join(folder, '_understudy'), ...typed]);
    const text = stripVTControlCharacters(told).replaceAll('\r', '\n');
    return Array.from(text.matchAll(/([\s\S]*?)TYPED<(.*)>/gu), ([, shown = '', line = '']) => {
      // What is typed comes back, its first letter twice. Of several that fit a list is shown, with what they mean; those that mean the same stand in one line.
      const listed = lines(shown)
        .filter((each) => !/^(?:u|understudy .*)$/u.test(each))
        .flatMap((each) => each.replace(/ +-- .*$/u, '').split(/ {2,}/u));
      if (listed.length > 0) return listed;
      // The only one is typed.
      return [
        line
          .trimEnd()
          .split(/(?<!\\) /u)
          .at(-1)
          ?.replaceAll('\\', '') ?? '',
      ];
    });
  },
  async fish(typed: readonly string[]): Promise<readonly string[][]> {
    const found: string[][] = [];
    for (const line of typed) {
      const script = `source ${path.join(folder, 'understudy.fish')}; complete -C ${quoted(line)}`;
      const told = lines(await run('fish', ['--no-config', '-c', script]));
      found.push(told.map((each) => each.split('\t')[0] ?? ''));
    }
    return found;
  },
};

const quoted = (text: string): string => `'${text.replace(/[\\']/gu, '\\$&')}'`;
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((each) => each.trimEnd())
    .filter(Boolean);

async function run(shell: string, args: readonly string[]): Promise<string> {
  const cwd = path.join(folder, 'files');
  const { status, stdout, stderr } = await runProgram(shell, args, { cwd, env: { HOME: folder } });
  expect(stderr).toBe('');
  if (shell !== 'bash') expect(status).toBe(0);
  return stdout;
}

describe.each(['bash', 'zsh', 'fish'] as const)('what %s completes', (shell) => {
  const there = hasTool(shell);
  if (!there) it.skipIf(!process.env.CI)('needs the shell', () => tellMissing(shell, [shell]));
  const completeAll = shells[shell];
  const complete = async (line: string) => (await completeAll([line]))[0] ?? [];

  describe.skipIf(!there)('is', () => {
    it('a command', async () => {
      expect(await complete('understudy rep')).toEqual(['replay']);
      const found = await complete('understudy ');
      for (const { name } of all.commands) expect(found).toContain(name);
    });

    it('an option of the command', async () => {
      const found = await complete('understudy record --t');
      expect([...found].sort()).toEqual([
        '--target',
        '--tls-cert',
        '--tls-key',
        '--tls-self-signed',
      ]);
      expect(await complete('understudy replay --tog')).toEqual(['--together']);
    });

    it('every option of every command', async () => {
      const commands = all.commands.filter(({ options }) => options.length > 1);
      const found = await completeAll(commands.map(({ name }) => `understudy ${name} --`));
      for (const [index, { name, options }] of commands.entries()) {
        for (const { long } of options) expect(found[index], name).toContain(long);
      }
    });

    it('a value that an option can have', async () => {
      const durability = ['full', 'normal', 'relaxed'];
      expect([...(await complete('understudy record --durability '))].sort()).toEqual(durability);
      expect([...(await complete('understudy replay a.db --timing '))].sort()).toEqual([
        'instant',
        'manual',
        'recorded',
      ]);
    });

    it('a value behind =', async () => {
      const found = await complete('understudy record --durability=rel');
      expect(found.map((each) => each.replace(/^--durability=/u, ''))).toEqual(['relaxed']);
    });

    it('a recording, or a folder that may hold one', async () => {
      const found = await complete('understudy show ');
      for (const name of ['monday.db', 'captures']) {
        expect(found.map((each) => each.replace(/\/$/u, ''))).toContain(name);
      }
      if (shell !== 'fish') expect(found).not.toContain('notes.txt');
      expect((await complete('understudy show mo'))[0]).toBe('monday.db');
      expect((await complete('understudy show captures/'))[0]).toBe('captures/x.db');
    });

    it('a rules file', async () => {
      expect((await complete('understudy record --rules d'))[0]).toBe('desk.rules.json');
    });

    it('nothing where nobody knows what may stand', async () => {
      const found = await complete('understudy record --label ');
      // zsh leaves the line as it is.
      expect(found.filter((each) => each !== '' && each !== '--label')).toEqual([]);
    });

    it('the command behind an option of all commands', async () => {
      expect(await complete('understudy --config a.json rep')).toEqual(['replay']);
      expect(await complete('understudy --config a.json replay --tog')).toEqual(['--together']);
    });

    it('a shell, or a command to be helped with', async () => {
      expect(await complete('understudy completion z')).toEqual(['zsh']);
      expect(await complete('understudy help verif')).toEqual(['verify']);
      expect(await complete('understudy config rec')).toEqual(['record']);
    });

    it('something, whatever stands in a description', async () => {
      expect(await complete('understudy awkw')).toEqual(['awkward']);
      expect(await complete('understudy awkward --fl')).toEqual(['--flag']);
      const found = await complete('understudy awkward --o');
      expect([...found].sort()).toEqual(['--odd', '--one']);
      expect(await complete('understudy awkward --one l')).toEqual(['left']);
    });

    it('a program behind --', async () => {
      expect(await complete('understudy awkward monday.db -- mkdi')).toContain('mkdir');
      expect(await complete('understudy record --quiet -- mkdi')).toContain('mkdir');
    });
  });
});
