import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mustRun } from '../run-program.js';
import { root } from './pack.js';

/** A Node, with better-sqlite3's compiled part for it: each major version needs one of its own. */
export interface NodeRelease {
  readonly program: string;
  readonly addon: string;
}

const built = path.join('node_modules/better-sqlite3/build/Release/better_sqlite3.node');
const cache = path.join(root, 'node_modules/.cache/understudy-node-releases');

/**
 * Headers of another release than the one that runs. An addon like better-sqlite3 12, compiled against Node
 * 24.19 or later, aborts when a statement is collected (nodejs/node#65446); compiled against earlier headers
 * it runs on all of Node 24. See decision 8.
 */
const otherHeaders: ReadonlyMap<number, string> = new Map([[24, '24.18.1']]);

/** Milliseconds for one compilation; it takes one or two minutes. */
const COMPILATION = 900_000;

/** The version of better-sqlite3 that this checkout has; compiled part and JavaScript must fit. */
export const sqliteVersion = (
  JSON.parse(readFileSync(path.join(root, 'node_modules/better-sqlite3/package.json'), 'utf8')) as {
    version: string;
  }
).version;

/** The Node that runs the tests, with what `npm ci` compiled. */
export const thisNode: NodeRelease = {
  program: process.execPath,
  addon: path.join(root, built),
};

/**
 * Brings the latest Node of a major version from npm and compiles better-sqlite3 for it, with the headers
 * that come along, or with `otherHeaders`. Done once: the two files that matter are kept in the cache.
 */
export async function nodeRelease(major: number): Promise<NodeRelease> {
  if (process.versions.node.startsWith(`${major}.`)) return thisNode;
  const about = [major, process.platform, process.arch, sqliteVersion, otherHeaders.get(major)];
  const home = path.join(cache, about.filter((each) => each !== undefined).join('-'));
  const release = {
    program: path.join(home, 'node'),
    addon: path.join(home, 'better_sqlite3.node'),
  };
  if (existsSync(home)) return release;
  mkdirSync(cache, { recursive: true });
  const workshop = mkdtempSync(path.join(cache, 'making-'));
  try {
    await make(major, workshop);
    const finished = path.join(workshop, 'finished');
    mkdirSync(finished);
    copyFileSync(
      path.join(workshop, 'node_modules', binaries(), 'bin/node'),
      path.join(finished, 'node'),
    );
    copyFileSync(path.join(workshop, built), path.join(finished, 'better_sqlite3.node'));
    if (!existsSync(home)) renameSync(finished, home);
  } finally {
    rmSync(workshop, { recursive: true });
  }
  return release;
}

async function make(major: number, workshop: string): Promise<void> {
  const node = path.join(workshop, 'node_modules', binaries());
  writeFileSync(
    path.join(workshop, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: {
        [binaries()]: String(major),
        headers: `npm:${binaries()}@${otherHeaders.get(major) ?? major}`,
        'better-sqlite3': sqliteVersion,
      },
      allowScripts: { 'better-sqlite3': true },
    }),
  );
  const options = { cwd: workshop, limit: COMPILATION };
  await mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], options);
  await mustRun('npm', ['rebuild', 'better-sqlite3'], {
    ...options,
    env: {
      PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env.PATH ?? ''}`,
      npm_config_nodedir: path.join(workshop, 'node_modules', 'headers'),
      // The speed of what comes out is no matter here, and this halves the time.
      CFLAGS: '-O0',
      CXXFLAGS: '-O0',
    },
  });
}

/** npm's package `node` holds no Node: at its installation it fetches the one of these that fits. */
function binaries(): string {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${process.platform}-${process.arch}`;
}
