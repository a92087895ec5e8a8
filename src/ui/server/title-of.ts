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
