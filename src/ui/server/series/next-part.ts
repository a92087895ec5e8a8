import { existsSync } from 'node:fs';
import path from 'node:path';
import { partName } from '../../../recording/part-name.js';
import type { SeriesPlace } from '../../../recording/series.js';
import { openTimeline } from '../../../recording/timeline.js';

/** Names that are tried: a recorder leaves out those that are taken. */
const MOST_TRIED = 20;

/**
 * The file that a recorder went on in; null if there is none beside the one before it.
 *
 * @param series what the file before says of itself
 */
export function nextPart(file: string, series: SeriesPlace): string | null {
  const { first, number } = nameOf(file, series);
  for (let next = number + 1; next <= number + MOST_TRIED; next += 1) {
    const candidate = partName(first, next);
    if (existsSync(candidate) && follows(candidate, series)) return candidate;
  }
  return null;
}

/** `OUT.7.db` is the name with the number 7 of a series that began with `OUT.db`. */
function nameOf(file: string, { part }: SeriesPlace) {
  const { dir, name, ext } = path.parse(file);
  const [, start, number] = /^(.+)\.(\d+)$/u.exec(name) ?? [];
  if (part === 1 || start === undefined) return { first: file, number: 1 };
  return { first: path.join(dir, `${start}${ext}`), number: Number(number) };
}

function follows(file: string, { id, part }: SeriesPlace): boolean {
  try {
    const timeline = openTimeline(file);
    const { series } = timeline.info;
    timeline.close();
    return series?.id === id && series.part === part + 1;
  } catch {
    return false;
  }
}
