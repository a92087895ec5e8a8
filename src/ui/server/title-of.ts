import path from 'node:path';
import { isJoined } from '../../recording/joined-files.js';

/** What a page calls a recording: without its folder. Several files that are shown as one are all named. */
export function titleOf(name: string): string {
  if (!isJoined(name)) return path.basename(name);
  return name
    .split(',')
    .map((each) => path.basename(each))
    .join(', ');
}

/** The same for what one recorder wrote into these files, one after the other. */
export function titleOfSeries(files: readonly string[]): string {
  const [first = '', ...others] = files;
  const last = others.at(-1);
  return last === undefined ? titleOf(first) : `${titleOf(first)} to ${path.basename(last)}`;
}
