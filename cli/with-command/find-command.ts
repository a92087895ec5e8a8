import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Why a command can't be started, in one line, and the status that shells have for that (POSIX, shell 2.8.2). */
export interface NoCommand {
  readonly status: 126 | 127;
  readonly reason: string;
}

/**
 * Looks for a command before anything is begun for its sake, as `execvp` does: along PATH, unless it is a path. Null if it is
 * there.
 */
export function findCommand(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): NoCommand | null {
  const [name = ''] = command;
  // There names have endings that the system adds.
  if (process.platform === 'win32') return null;
  const places = name.includes('/')
    ? [name]
    : (environment.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  const found = name === '' ? [] : places.filter(isThere);
  if (found.some(isExecutable)) return null;
  const [first] = found;
  if (first !== undefined) {
    return { status: 126, reason: `can't start ${first}: it is not executable; see chmod +x` };
  }
  const folder = name.includes('/') && isFolder(name);
  if (folder) return { status: 126, reason: `can't start ${name}: it is a folder` };
  return { status: 127, reason: notFound(name) };
}

/** The line for what was not found, also if the system says so later: the interpreter of a script may be missing. */
export function notFound(name: string): string {
  const hint = /[\s|&;<>$]/u.test(name)
    ? "it is started without a shell: give each word by itself, or sh -c '…'"
    : 'check the name, and PATH';
  return `can't start ${JSON.stringify(name)}: there is no such command; ${hint}`;
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
