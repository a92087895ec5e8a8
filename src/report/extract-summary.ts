import { printable } from './printable.js';
import { type RowCounts, rowCountsText } from './row-counts-text.js';

/** What an extraction has to say when it is done. */
interface ExtractSummary extends RowCounts {
  readonly file: string;
  readonly output: string;
}

/** Says for people what was extracted of a recording. */
export function describeExtract(extracted: ExtractSummary): string {
  const { file, output } = extracted;
  return `extracted from ${printable(file)} into ${printable(output)}\n${rowCountsText(extracted)}`;
}
