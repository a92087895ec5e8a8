import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../src/index.js';
import type { Given } from './given.js';
import { readSections } from './read-sections.js';
import type { Setting } from './setting.js';

/** The name by which a file of settings is found in the working folder. */
export const configFileName = 'understudy.config.json';

/** Nobody writes so many settings by hand. */
const mostBytes = 1024 * 1024;

/** A file of settings, read and checked as a whole. */
export interface ConfigFile {
  /** As errors name it. */
  readonly name: string;
  readonly given: readonly Given[];
}

/** Which file was asked for: one by name; the one of the working folder, if there is one; none. */
export type WhichConfig = { readonly file: string } | 'working-folder' | 'none';

/** By the flags, else by the environment, else the one of the working folder. */
export function whichConfig(
  flag: string | boolean | undefined,
  environment: NodeJS.ProcessEnv,
): WhichConfig {
  if (flag === false) return 'none';
  if (typeof flag === 'string') return { file: flag };
  const named = environment.UNDERSTUDY_CONFIG;
  return named ? { file: named } : 'working-folder';
}

/**
 * Reads a file of settings: JSON, in which comments and trailing commas are allowed.
 *
 * @param settings all that may stand in it
 * @returns null if there is none in the working folder, or none is wanted
 * @throws UsageError, with the file and the place in it
 */
export function readConfigFile(
  which: WhichConfig,
  settings: readonly Setting[],
): ConfigFile | null {
  if (which === 'none') return null;
  const name = which === 'working-folder' ? configFileName : which.file;
  const text = contentOf(name, which !== 'working-folder');
  if (text === null) return null;
  const folder = path.dirname(name);
  return {
    name,
    given: readSections(text, name, settings).map((given) => fromFolder(given, folder)),
  };
}

function contentOf(name: string, wanted: boolean): string | null {
  try {
    const found = statSync(name, { throwIfNoEntry: false });
    if (found === undefined && !wanted) return null;
    if (found === undefined) throw new UsageError(`${name}: there is no such file; name another`);
    // What is read from a pipe or a terminal may never end.
    if (!found.isFile())
      throw new UsageError(`${name}: it is no file; move it, or use --no-config`);
    if (found.size > mostBytes) throw new UsageError(`${name}: it has more than 1 MiB`);
    return readFileSync(name, 'utf8').replace(/^\uFEFF/u, '');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name}: it can't be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Files are named from the folder of the file that names them, so that it means the same everywhere. */
function fromFolder(given: Given, folder: string): Given {
  const { setting, said } = given;
  if (setting.names === null || typeof said === 'boolean') return given;
  const inFolder = (file: string) => (path.isAbsolute(file) ? file : path.join(folder, file));
  return { ...given, said: said.map(setting.readsSeveral ? eachOf(inFolder) : inFolder) };
}

/** The same of each of several names; one that is a file's is that file, be there a comma in it or not. */
function eachOf(inFolder: (file: string) => string): (name: string) => string {
  return (name) => {
    const names = name.split(',');
    if (names.includes('') || existsSync(inFolder(name))) return inFolder(name);
    return names.map(inFolder).join(',');
  };
}
