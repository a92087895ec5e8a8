import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder for each test of a file, gone after it. */
export interface TemporaryFolder {
  /** A path within it. */
  path(name: string): string;
  /** Names of all files in it, sorted. */
  files(): string[];
}

export function temporaryFolder(): TemporaryFolder {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    path: (name) => path.join(folder, name),
    files: () => readdirSync(folder).sort(),
  };
}
