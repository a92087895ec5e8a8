import { plural } from './plural.js';
import { printable } from './printable.js';

interface Kept {
  readonly kept: number;
  readonly of: number;
}

/** What an extract has to say when it is done. */
interface ExtractSummary {
  readonly file: string;
  readonly output: string;
  readonly sessions: Kept;
  readonly exchanges: Kept;
  readonly calls: Kept;
  readonly notifications: Kept;
}

/** Says for people how much of a recording was kept. */
export function describeExtract({ file, output, ...rows }: ExtractSummary): string {
  const said = (['calls', 'notifications', 'exchanges', 'sessions'] as const).map((name) => {
    const { kept, of } = rows[name];
    return `${kept} of ${plural(of, name.slice(0, -1))}`;
  });
  return `extracted ${printable(output)} from ${printable(file)}\n  kept ${said.join(', ')}`;
}
