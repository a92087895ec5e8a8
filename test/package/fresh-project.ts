import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../run-program.js';
import type { NodeRelease } from './node-release.js';
import { sqliteVersion, thisNode } from './node-release.js';

export interface FreshProject {
  readonly folder: string;
  /** The installed `understudy`, as a file for `node` to run. */
  readonly program: string;
}

/**
 * An empty project into which the tarball is installed, with its dependencies from the registry.
 *
 * Only one thing is not as at a user's: install scripts don't run, and the compiled part of better-sqlite3
 * (minutes of compilation where no prebuilt one can be had) is copied from where it was made before.
 */
export async function freshProject(
  folder: string,
  tarball: string,
  { addon }: Pick<NodeRelease, 'addon'> = thisNode,
): Promise<FreshProject> {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  await mustRun(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      tarball,
      // Without it a newer one may come, which the compiled part does not fit.
      `better-sqlite3@${sqliteVersion}`,
    ],
    { cwd: folder },
  );
  const release = path.join(folder, 'node_modules/better-sqlite3/build/Release');
  mkdirSync(release, { recursive: true });
  copyFileSync(addon, path.join(release, 'better_sqlite3.node'));
  return {
    folder,
    program: path.join(folder, 'node_modules/cometd-understudy/dist/cli/main.js'),
  };
}
