import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { version } from '../version.js';

/** What of Understudy is in the working folder already. */
export interface Found {
  /** Rules files, by name. */
  readonly rules: readonly string[];
  /** Recordings in `captures` and `recordings`; the last is the latest by its name. */
  readonly recordings: readonly string[];
  /** Where an editor finds the schema. */
  readonly schema: string;
}

/** @param folder of the file that is to be written: the schema is named from there */
export function whatIsFound(folder: string): Found {
  return {
    rules: filesIn('.', '.rules.json'),
    recordings: ['recordings', 'captures'].flatMap((each) => filesIn(each, '.db')),
    schema: schemaFrom(folder),
  };
}

function filesIn(folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isFile() && each.name.endsWith(ending))
      .map((each) => path.join(folder, each.name))
      .sort();
  } catch {
    // There is no such folder, or it is not for us.
    return [];
  }
}

/** In the installed package, else the published one: a path of this machine means nothing on another. */
function schemaFrom(folder: string): string {
  const inPackage = 'node_modules/cometd-understudy/docs/config.schema.json';
  if (existsSync(path.join(folder, inPackage))) return `./${inPackage}`;
  return `https://unpkg.com/cometd-understudy@${version()}/docs/config.schema.json`;
}
