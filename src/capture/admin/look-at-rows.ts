import type { Link } from '../../recording/exchange.js';
import type { Timeline } from '../../recording/timeline.js';
import type { LookedAtFiles } from './looked-at-files.js';

/** Looks at what has come since the last time; undefined: nothing of it is what was waited for. */
export type Look<T> = (files: LookedAtFiles) => T | undefined;

/**
 * Gives what is told of each row that fits; `later` if that can't be known yet.
 *
 * @param linkedLater links, by notification, that stand in a later file than it does
 */
export type Judge<T> = (
  timeline: Timeline,
  ids: readonly number[],
  linkedLater: ReadonlyMap<number, Link>,
) => ReadonlyMap<number, T | 'later' | null>;

/** Rows that are looked at for one who waits, at a time: desktops come first. */
const PAGE = 500;
/** Rows that can't be judged yet; what never gets its answer is not looked at for ever. */
const MOST_OPEN = 1_000;

interface OpenRow {
  readonly id: number;
  /** Which file it stands in. */
  readonly part: number;
}

/** Looks at the rows of a table as they come, file after file, and again at those that can't be judged yet. */
export function lookAtRows<T>(
  table: 'request' | 'message',
  after: number,
  judge: Judge<T>,
): Look<T> {
  let part = 0;
  let last = after;
  let open: readonly OpenRow[] = [];

  /** A notification of an earlier file, which may be linked in this one. */
  function linkedNow(files: LookedAtFiles, row: OpenRow): T | 'later' | null {
    const link = files.at(part)?.link(row.id) ?? null;
    return link === null ? 'later' : judgedWith(files, row, link);
  }

  /** What is told of a notification may be that it has no link, though a later file has one. */
  function completed(files: LookedAtFiles, row: OpenRow, verdict: T): T | 'later' | null {
    if (table === 'request' || row.part < part || !files.isPast(part)) return verdict;
    if (files.at(part)?.link(row.id) !== null) return verdict;
    const link = files.linkAfter(part, row.id);
    return link === null ? verdict : judgedWith(files, row, link);
  }

  function judgedWith(files: LookedAtFiles, row: OpenRow, link: Link): T | 'later' | null {
    const own = files.at(row.part);
    return own === null
      ? null
      : (judge(own, [row.id], new Map([[row.id, link]])).get(row.id) ?? null);
  }

  return (files) => {
    const timeline = files.at(part);
    if (timeline === null) {
      // Whoever keeps the files has taken it away.
      if (files.isPast(part)) part += 1;
      return;
    }
    const fresh = timeline.idsAfter(table, last, PAGE);
    last = fresh.at(-1) ?? last;
    // A request without an answer stands in the next file, too.
    const isElsewhere = (row: OpenRow): boolean => table === 'message' && row.part < part;
    const rows = [...open, ...fresh.map((id) => ({ id, part }))];
    const here = rows.filter((row) => !isElsewhere(row)).map(({ id }) => id);
    const judged = judge(timeline, here, new Map());
    const later: OpenRow[] = [];
    for (const row of rows) {
      const first = isElsewhere(row) ? linkedNow(files, row) : (judged.get(row.id) ?? null);
      const verdict = first === null || first === 'later' ? first : completed(files, row, first);
      if (verdict === 'later') later.push(row);
      else if (verdict !== null) return verdict;
    }
    open = later.slice(-MOST_OPEN);
    if (fresh.length < PAGE && files.isPast(part)) part += 1;
    return;
  };
}
