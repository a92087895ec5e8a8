import { UsageError } from '../errors.js';
import type { RequestRow } from '../recording/exchange.js';
import { rowById } from '../recording/row-by-id.js';
import { type Part, readingPart } from './part.js';

type Told = Pick<RequestRow, 'id' | 'seq' | 'startedAt' | 'path'>;

/**
 * Watches over exchanges that stand in two recordings: one is a copy of the other, or was extracted from it. Those have
 * begun at the same instant, so all others cost nothing.
 */
export class TwiceWatch {
  readonly #parts: readonly Part[];
  readonly #relatives: readonly (readonly { part: Part; has: (row: Told) => boolean }[])[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
    this.#relatives = parts.map((part, source) =>
      parts
        .slice(0, source)
        .filter(({ info }) => info.startedAt === part.info.startedAt)
        .map((other) => ({ part: other, has: hasRow(other) })),
    );
  }

  /** @throws UsageError if it stands in another recording, too */
  check(source: number, row: Told): void {
    const twice = this.#relatives[source]?.find(({ has }) => has(row));
    if (twice === undefined) return;
    const file = this.#parts[source]?.file ?? '';
    throw new UsageError(
      `exchange ${row.id} of ${file} stands in ${twice.part.file}, too: they hold the same recording; leave one out`,
    );
  }
}

function hasRow(part: Part): (row: Told) => boolean {
  const byId = rowById(part.database, 'SELECT seq, started_at, path FROM request WHERE id = ?');
  return ({ id, seq, startedAt, path }) => {
    const row = readingPart(part, () => byId(id));
    return row?.seq === seq && row.started_at === startedAt && row.path === path;
  };
}
