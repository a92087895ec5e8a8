import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Check, failure, fine } from '../check.js';

/** Where a recording would go. */
export interface OutputPlace {
  /** The folder that is there already: the recording's own, or the next one above it that exists. */
  readonly folder: string;
  /** Whether we may write there. */
  readonly writable: boolean;
  readonly check: Check;
}

/**
 * Whether a recording can be made there.
 *
 * @param output its file; undefined for the folder in which `record` makes one by itself
 */
export function outputCheck(output: string | undefined): OutputPlace {
  const wanted = path.resolve(output === undefined ? 'captures' : path.dirname(output));
  const folder = nearest(wanted);
  const shown = output ?? 'captures/';
  if (!statSync(folder).isDirectory()) {
    const found = `${folder} is no folder, so ${shown} can not be in it`;
    const check = failure('output', found, 'choose another --output');
    return { folder: path.dirname(folder), writable: false, check };
  }
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    const advice = 'choose another --output, or give yourself the right: chown, chmod u+wx';
    const check = failure('output', `nobody but others may write in ${folder}`, advice);
    return { folder, writable: false, check };
  }
  if (output !== undefined && existsSync(output)) {
    const advice = 'choose another --output, or move it away';
    const check = failure('output', `${shown} exists already, and is never overwritten`, advice);
    return { folder, writable: true, check };
  }
  const made = folder === wanted ? '' : '; its folder is made when it is needed';
  return { folder, writable: true, check: fine('output', `${shown} can be written${made}`) };
}

function nearest(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearest(parent);
}
