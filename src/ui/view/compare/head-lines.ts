import type { HeaderList } from '../../protocol/detail.js';
import type { DiffKind } from '../../protocol/diff.js';
import type { TextLine } from './json-lines.js';

/** Where the first line of a head stands; no header is called so. */
const FIRST = '/:first';

/** The lines of a head, each with the place that `headPlaces` gives it. */
export function headLines(first: string, headers: HeaderList): readonly TextLine[] {
  return [
    { depth: 0, text: first, pointer: FIRST },
    ...headers.map(([name, value]) => ({
      depth: 0,
      text: `${name}: ${value}`,
      pointer: `/${name.toLowerCase()}`,
    })),
  ];
}

/** What of a difference tells that a line of a head counts. */
interface HeadDifference {
  readonly kind: DiffKind;
  /** Of a header its name in lower case. */
  readonly path: string | null;
  /** By which it is ignored; null if it counts. */
  readonly rule: string | null;
}

/** The places in a head that differ and count. */
export function headPlaces(differences: readonly HeadDifference[]): readonly string[] {
  return differences.flatMap(({ kind, path, rule }) => {
    if (rule !== null) return [];
    if (kind === 'status') return [FIRST];
    return kind === 'header' ? [`/${path ?? ''}`] : [];
  });
}
