import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../errors.js';

/** A file of the page. */
export interface PageFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Where the build puts the page: beside this folder. */
const built = fileURLToPath(new URL('../page/', import.meta.url));

/**
 * All files of the page, by the path that a browser asks for. They are read here, once: what is asked for later is looked up in this
 * list and never in the file system.
 *
 * @throws UsageError if the page was not built
 */
export function pageFiles(folder = built): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of namesIn(folder)) {
    const contentType = contentTypes.get(path.extname(name));
    if (contentType === undefined) continue;
    const file = { bytes: readFileSync(path.join(folder, name)), contentType };
    const asked = `/${name.split(path.sep).join('/')}`;
    files.set(asked === '/index.html' ? '/' : asked, file);
  }
  if (files.has('/')) return files;
  throw new UsageError(
    `the page of the inspector is not in ${folder}; make it with npm run build, or install the package again`,
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

const contentTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.md', 'text/plain; charset=utf-8'],
]);
