import {
  chmodSync,
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
  /** What is added to the environment of the commands. */
  readonly env: Readonly<Record<string, string>>;
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
      PATH: `${commands}${path.delimiter}${process.env.PATH ?? ''}`,
      // What a test runner or the machine says is not for a reader's commands.
      ...{ NODE_ENV: '', VITEST: '', NO_COLOR: '1', FORCE_COLOR: '', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
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
  mkdirSync(folder);
  for (const [name, text] of Object.entries(commands)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
}
