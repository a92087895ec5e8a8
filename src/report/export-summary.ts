import { byteSize } from './byte-size.js';
import { printable } from './printable.js';

/** What an export has to say when it is done. */
interface ExportSummary {
  readonly format: string;
  readonly file: string;
  readonly output: string | null;
  readonly bytes: number;
}

/** Says for people what was written where. */
export function describeExport({ format, file, output, bytes }: ExportSummary): string {
  const where = output === null ? '' : ` into ${printable(output)}`;
  return `exported ${printable(file)} as ${format}${where}: ${byteSize(bytes)}`;
}
