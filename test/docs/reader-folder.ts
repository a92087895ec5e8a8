import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program, root } from '../e2e/command.js';

/** A folder in which the commands of a page run as in a checkout, without touching it. */
export interface ReaderFolder {
  readonly path: string;
  /** The environment of the commands. */
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

export function readerFolder(): ReaderFolder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'understudy-docs-')));
  cpSync(path.join(root, 'recordings'), path.join(folder, 'recordings'), { recursive: true });
  symlinkSync(path.join(root, 'docs'), path.join(folder, 'docs'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}\n');
  installPackages(path.join(folder, 'node_modules'));
  const commands = path.join(folder, '.commands');
  installCommands(commands);
  return {
    path: folder,
    env: {
      ...withoutRunners(process.env),
      PATH: `${commands}${path.delimiter}${process.env.PATH ?? ''}`,
      ...{ LC_ALL: 'C.UTF-8', TZ: 'UTC', PYTHONDONTWRITEBYTECODE: '1' },
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a test runner, or whoever runs it, says is not for a reader's commands. */
function withoutRunners(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(?:VITEST|NODE_ENV$|NODE_OPTIONS$|NO_COLOR$|FORCE_COLOR$|UNDERSTUDY_|npm_)/u;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

/** What is installed in the checkout, and the package itself. */
function installPackages(folder: string): void {
  mkdirSync(folder);
  const installed = path.join(root, 'node_modules');
  for (const name of readdirSync(installed)) {
    if (!name.startsWith('.')) symlinkSync(path.join(installed, name), path.join(folder, name));
  }
  const own = path.join(folder, 'cometd-understudy');
  if (!existsSync(own)) symlinkSync(root, own);
  writeCommand(
    path.join(folder, '.bin'),
    'understudy',
    `exec "${process.execPath}" "${program}" "$@"`,
  );
}

/** The commands that npm would find, or build first. */
function installCommands(folder: string): void {
  const node = `exec "${process.execPath}"`;
  const staging = path.join(root, 'dist/test/staging/main.js');
  const commands = {
    understudy: `${node} "${program}" "$@"`,
    npx: `[ "$1" = understudy ] || { echo "npx $1: not prepared for the documentation" >&2; exit 127; }
shift
${node} "${program}" "$@"`,
    npm: `case "$*" in
  "run --silent staging -- "*) shift 4; ${node} "${staging}" "$@" ;;
  *) echo "npm $*: not prepared for the documentation" >&2; exit 127 ;;
esac`,
  };
  for (const [name, text] of Object.entries(commands)) writeCommand(folder, name, text);
}

function writeCommand(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}
