import path from 'node:path';
import { mustRun } from '../run-program.js';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Tarball {
  readonly file: string;
  /** Paths inside, without npm's `package/` before them. */
  readonly paths: readonly string[];
  /** Bytes, packed. */
  readonly size: number;
  /** Bytes, unpacked. */
  readonly unpackedSize: number;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs what `npm publish` would, from the build that is there: `prepack` is not run again. */
export async function pack(folder: string): Promise<Tarball> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const answer = JSON.parse(await mustRun('npm', args, { cwd: root })) as
    | readonly Packed[]
    | Readonly<Record<string, Packed>>;
  // An array up to npm 11; later an object by package name.
  const [packed] = Object.values(answer);
  if (packed === undefined) throw new Error('npm packed nothing');
  return {
    file: path.join(folder, packed.filename),
    paths: packed.files.map((each) => each.path),
    size: packed.size,
    unpackedSize: packed.unpackedSize,
  };
}
