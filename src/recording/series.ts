import { member, textOf } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { ColumnError } from './columns.js';

/** The highest ids that earlier parts of a series have. */
export interface EarlierIds {
  readonly sessions: number;
  readonly exchanges: number;
  readonly messages: number;
}

/** Of a file that is one of several of one recorder: which of them it is. */
export interface SeriesPlace {
  /** The same in all of them. */
  readonly id: string;
  /** Counted from 1. */
  readonly part: number;
  /** What has such an id may stand in an earlier part. */
  readonly earlier: EarlierIds;
}

/** In the first part. */
export const NO_EARLIER: EarlierIds = { sessions: 0, exchanges: 0, messages: 0 };

/** Names of the facts that tell the place. */
export const SERIES_FACTS: readonly string[] = ['series', 'part', 'earlier'];

/** The place as facts of the recording. */
export function seriesFacts({ id, part, earlier }: SeriesPlace): Readonly<Record<string, string>> {
  return { series: id, part: String(part), ...(part > 1 && { earlier: JSON.stringify(earlier) }) };
}

/** The place as facts tell it; null if there is none. */
export function seriesOf(facts: ReadonlyMap<string, string>): SeriesPlace | null {
  const id = facts.get('series');
  if (id === undefined) return null;
  const part = Number(facts.get('part'));
  if (!Number.isSafeInteger(part) || part < 1) throw new ColumnError('fact.part', 'part');
  const text = facts.get('earlier');
  return { id, part, earlier: text === undefined ? NO_EARLIER : earlierOf(text) };
}

function earlierOf(text: string): EarlierIds {
  const node = tryParseJson(text);
  const idOf = (name: keyof EarlierIds): number => {
    const found = member(node ?? undefined, name);
    const id = found === undefined ? Number.NaN : Number(textOf(found));
    if (!Number.isSafeInteger(id) || id < 0) throw new ColumnError('fact.earlier', 'ids');
    return id;
  };
  return { sessions: idOf('sessions'), exchanges: idOf('exchanges'), messages: idOf('messages') };
}
