import path from 'node:path';
import { type Ended, runProgram, type Serving, serveProgram } from '../run-program.js';

/** The repository, seen from the sources and from `dist/test/e2e` alike. */
export const root = import.meta.dirname.endsWith(path.join('dist', 'test', 'e2e'))
  ? path.resolve(import.meta.dirname, '../../..')
  : path.resolve(import.meta.dirname, '../..');

/** The command as a user gets it, built by `npm test` and `npm run demo` before they begin. */
export const program = path.join(root, 'dist/cli/main.js');

/** Runs `understudy` with these arguments to its end. */
export function understudy(...args: string[]): Promise<Ended> {
  return runProgram(process.execPath, [program, ...args]);
}

/** Starts `understudy record` or `replay` and waits until it listens. */
export function serve(...args: string[]): Promise<Serving> {
  return serveProgram(process.execPath, [program, ...args]);
}
