/**
 * Makes a checkout ready: installs the packages and builds, each only if something has changed
 * since it was last done. Needs nothing but Node and npm, for it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** @param {string[]} files @returns {string[]} */
function expand(files) {
  return files.flatMap((file) => {
    const absolute = path.join(root, file);
    if (!existsSync(absolute)) return [];
    if (!statSync(absolute).isDirectory()) return [absolute];
    return readdirSync(absolute, { recursive: true, withFileTypes: true })
      .filter((inner) => inner.isFile())
      .map((inner) => path.join(inner.parentPath, inner.name));
  });
}

/** @param {string[]} files @param {string} salt */
function fingerprint(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of expand(files).sort()) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} what @param {string} stamp @param {string} print @param {() => string[][]} commands */
function once(what, stamp, print, commands) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return;
  for (const [command, ...args] of commands()) {
    process.stderr.write(`${what}: ${command} ${args.join(' ')}\n`);
    const { status, error } = spawnSync(command, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (error !== undefined || status !== 0) {
      process.stderr.write(`${what} failed${error === undefined ? '' : `: ${error.message}`}\n`);
      process.exit(status ?? 1);
    }
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}

const runtime = `${process.version} ${process.platform} ${process.arch} ${process.versions.modules}`;
once(
  'install',
  path.join(root, 'node_modules', '.understudy-installed'),
  fingerprint(['package.json', 'package-lock.json'], runtime),
  () => [['npm', 'ci', '--no-audit', '--no-fund']],
);
once(
  'build',
  path.join(root, 'dist', '.understudy-built'),
  fingerprint(['src', 'cli', 'test', 'tsconfig.json', 'package-lock.json'], ''),
  () => {
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
    return [['npm', 'run', '--silent', 'build']];
  },
);
