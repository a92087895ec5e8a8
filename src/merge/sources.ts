import { realpathSync } from 'node:fs';
import { UsageError } from '../errors.js';
import { openPart, type Part } from './part.js';

/** Files that are open at once: each takes a few descriptors and some memory. */
const MOST_FILES = 300;

/** What one recorder wrote: one file, or the parts of a series in their order. */
export type Source = readonly Part[];

/**
 * Opens recordings, and tells which of them are parts of a series. Each stands where its first file does.
 *
 * @throws UsageError if there are none, too many, or one is there twice
 * @throws RecordingError if one can't be read
 */
export function openSources(files: readonly string[]): readonly Source[] {
  if (files.length === 0) throw new UsageError('there is nothing to merge; name recordings');
  if (files.length > MOST_FILES) {
    throw new UsageError(
      `${files.length} files are more than can be merged at once (${MOST_FILES}); merge some of them first`,
    );
  }
  const opened: Part[] = [];
  try {
    const places = new Map<string, string>();
    for (const file of files) {
      const part = openPart(file);
      opened.push(part);
      const place = realpathSync(file);
      const before = places.get(place);
      if (before !== undefined) throw twice(before, file);
      places.set(place, file);
    }
    return inSeries(opened);
  } catch (error) {
    for (const part of opened) part.close();
    throw error;
  }
}

function inSeries(parts: readonly Part[]): readonly Source[] {
  const sources = new Map<string, Part[]>();
  for (const [index, part] of parts.entries()) {
    const { series } = part.info;
    const name = series === null ? `#${index}` : `series ${series.id}`;
    const source = sources.get(name) ?? [];
    const same = source.find(({ info }) => info.series?.part === series?.part);
    if (same !== undefined) throw twice(same.file, part.file);
    sources.set(name, [...source, part]);
  }
  return [...sources.values()].map((source) => source.toSorted((a, b) => partOf(a) - partOf(b)));
}

/** Which of its series it is; 1 if it is alone. */
export function partOf({ info }: Part): number {
  return info.series?.part ?? 1;
}

function twice(one: string, other: string): UsageError {
  return new UsageError(
    one === other
      ? `${one} is named twice; leave one out`
      : `${other} is the same as ${one}; leave one out`,
  );
}
