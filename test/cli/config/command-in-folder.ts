import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { program } from '../../e2e/command.js';
import { type Ended, runProgram } from '../../run-program.js';

/** A new folder for each test, in which the command is run. */
export interface CommandInFolder {
  readonly folder: string;
  write(file: string, content: object | string): void;
  understudy(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    cwd?: string,
  ): Promise<Ended>;
}

export function commandInFolder(): CommandInFolder {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return {
    get folder() {
      return folder;
    },
    write(file, content) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(path.join(folder, file), text);
    },
    understudy: (args, env = {}, cwd = folder) =>
      runProgram(process.execPath, [program, ...args], { cwd, env }),
  };
}
