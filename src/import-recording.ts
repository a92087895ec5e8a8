import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { RecordingError, UsageError } from './errors.js';
import { type ImportHarOptions, importHar, isHar } from './har/import-har.js';
import type { ImportSummary } from './recording/import-summary.js';
import { importJsonl, isJsonl } from './recording/jsonl/import-jsonl.js';
import { recordingTrouble } from './recording/recording-trouble.js';
import { mustBeNew } from './write-new-file.js';

/** All but `output` and `signal` are for HAR: a recording in lines comes back as it was. */
export interface ImportOptions extends ImportHarOptions {
  /** The new recording; it must not exist yet. */
  readonly output: string;
}

/** A form that can be imported: told by how a file begins, not by its name. */
interface Reader {
  readonly name: string;
  readonly recognises: (head: string) => boolean;
  readonly read: (
    file: string,
    output: string,
    options: ImportHarOptions,
  ) => Promise<ImportSummary>;
}

/** Asked in this order. */
const readers: readonly Reader[] = [
  { name: 'jsonl', recognises: isJsonl, read: importLines },
  { name: 'har', recognises: isHar, read: importHar },
];

/** Bytes by which a form is told. */
const HEAD = 65_536;

/**
 * Makes a recording of what another program, or `exportRecording`, has written.
 *
 * @throws UsageError if the output exists or can't be made
 * @throws RecordingError if the file is absent, damaged or in no known form, or at the signal; no output is left then
 */
export async function importRecording(
  file: string,
  { output, ...options }: ImportOptions,
): Promise<ImportSummary> {
  mustBeNew(output, '--output');
  const head = headOf(file);
  const reader = readers.find(({ recognises }) => recognises(head));
  if (reader === undefined) throw new RecordingError(`${file} ${whatElse(head)}`, file);
  return reader.read(file, output, options);
}

async function importLines(
  file: string,
  output: string,
  { signal, ...ofHar }: ImportHarOptions,
): Promise<ImportSummary> {
  const [option] = Object.keys(ofHar);
  if (option !== undefined) {
    throw new UsageError(
      `${file} is a recording in lines and comes back as it was: leave out ${option}, which is for HAR; scrub redacts a recording`,
    );
  }
  return importJsonl(file, output, signal === undefined ? {} : { signal });
}

/** What a file begins with; each byte that is no UTF-8 is a character that no form has. */
function headOf(file: string): string {
  try {
    if (!statSync(file).isFile()) {
      throw new RecordingError(`${file} is no file, so nothing to import`, file);
    }
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(HEAD);
      const length = readSync(descriptor, bytes, 0, HEAD, 0);
      return new TextDecoder().decode(bytes.subarray(0, length));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw recordingTrouble(file, error);
  }
}

function whatElse(head: string): string {
  if (head.startsWith('SQLite format 3\0')) {
    return 'is an SQLite database: a recording needs no import';
  }
  if (head.startsWith('PK')) {
    return 'is compressed: unpack it first, and import the .har or .jsonl in it';
  }
  // gzip, and zlib (a .zhar of mitmproxy), whose second byte is no UTF-8.
  if (head.startsWith('\u001f') || head.startsWith('x\ufffd')) {
    return 'is compressed: unpack it first';
  }
  if (head.trim() === '') return 'is empty: there is nothing to import';
  const known = readers.map(({ name }) => name).join(', ');
  return `is in no form that can be imported (${known})`;
}
