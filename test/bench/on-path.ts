import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { NotHad } from './not-had.js';

/**
 * Where a program is.
 *
 * @throws NotHad if no folder of the PATH holds it
 */
export function onPath(command: string): string {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not there.
    }
  }
  throw new NotHad(`there is no ${command} on the PATH`);
}
