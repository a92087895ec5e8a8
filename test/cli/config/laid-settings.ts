import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { understudyProgram } from '../../../cli/run.js';

export interface Given {
  readonly file?: string | object;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Commands with a file of settings in a folder of its own, and an environment, while the tests of a file run. */
export interface LaidSettings {
  readonly folder: string;
  /** What a command would be run with. */
  optionsOf(args: readonly string[], given?: Given): Promise<Record<string, unknown>>;
  /** The one line that a person gets, without the folder of the file. */
  errorOf(args: readonly string[], given: Given): Promise<string>;
}

export function laidSettings(): LaidSettings {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => vi.unstubAllEnvs());
  return {
    get folder() {
      return folder;
    },
    optionsOf: (args, given = {}) => optionsOf(folder, args, given),
    async errorOf(args, given) {
      const error: unknown = await optionsOf(folder, args, given).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (!(error instanceof Error)) throw new Error('there is no error');
      expect(error).toMatchObject({ code: 'UNDERSTUDY_USAGE', exitStatus: 2 });
      return error.message.replaceAll(`${folder}${path.sep}`, '');
    },
  };
}

async function optionsOf(
  folder: string,
  args: readonly string[],
  { file = {}, environment = {} }: Given,
): Promise<Record<string, unknown>> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const config = path.join(folder, 'a.json');
  writeFileSync(config, typeof file === 'string' ? file : JSON.stringify(file));
  const silent = { outputError: () => {}, writeOut: () => {} };
  const program = understudyProgram(() => {}).configureOutput(silent);
  let options: Record<string, unknown> | null = null;
  for (const command of program.commands) {
    command.configureOutput(silent).action(() => {
      options = command.opts();
    });
  }
  await program.parseAsync(['--config', config, ...args], { from: 'user' });
  if (options === null) throw new Error('no command has run');
  return options;
}
