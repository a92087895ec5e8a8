import type { Row } from '../../protocol/row.js';
import { endOf, Item, startOf } from './item.js';
import { Lane } from './lane.js';
import { lookOf, stripOf } from './look.js';
import type { MarkKind } from './mark-kind.js';
import { Totals } from './totals.js';
import type { Lit } from './track.js';

/** All rows of a recording by lane and time. What a row costs does not grow with how many there are. */
export class LaneIndex {
  readonly #lanes = new Map<number | null, Lane>();
  readonly #items = new Map<string, Item>();
  #ordered: Lane[] | null = null;
  #marks: ReadonlyMap<string, MarkKind> = new Map();
  readonly totals = new Totals();

  /** By session id, what belongs to none last. */
  get lanes(): readonly Lane[] {
    this.#ordered ??= [...this.#lanes.values()].sort(bySession);
    return this.#ordered;
  }

  get size(): number {
    return this.#items.size;
  }

  find(key: string): Item | undefined {
    return this.#items.get(key);
  }

  markOf(key: string): MarkKind | undefined {
    return this.#marks.get(key);
  }

  /** Gives each session a lane, also one that has no rows yet. */
  addSessions(ids: readonly number[]): void {
    for (const id of ids) this.#laneOf(id);
  }

  /** Takes new rows, and ones that have changed. */
  add(rows: readonly Row[]): void {
    for (const row of inTime(rows)) {
      const item = this.#items.get(row.key);
      if (item === undefined) this.#place(new Item(row));
      else this.#change(item, row);
    }
  }

  /** Looks again which of some rows are searched for, by the same search as before. */
  relight(rows: readonly Row[], lit: Lit): void {
    for (const { key } of rows) {
      const item = this.#items.get(key);
      item?.track?.relight(item, lit);
    }
  }

  /** Which rows differ from those of another recording. */
  mark(marks: ReadonlyMap<string, MarkKind>): void {
    if (marks === this.#marks) return;
    for (const key of this.#marks.keys()) {
      const item = this.#items.get(key);
      if (item !== undefined) item.track?.marked.remove(item);
    }
    this.#marks = marks;
    for (const key of marks.keys()) {
      const item = this.#items.get(key);
      if (item !== undefined) item.track?.marked.add(item);
    }
  }

  #place(item: Item): void {
    this.#items.set(item.key, item);
    this.#laneOf(item.row.session).add(item);
    this.totals.add(item);
    if (this.#marks.has(item.key)) item.track?.marked.add(item);
  }

  #change(item: Item, row: Row): void {
    const isWhereItWas =
      row.session === item.row.session &&
      row.seq === item.row.seq &&
      startOf(row) === item.at &&
      endOf(row) === item.end &&
      lookOf(row) === item.look &&
      stripOf(row) === item.strip;
    if (isWhereItWas) {
      item.row = row;
      return;
    }
    this.totals.remove(item);
    item.track?.strip.remove(item);
    this.#place(new Item(row));
  }

  #laneOf(session: number | null): Lane {
    const lane = this.#lanes.get(session);
    if (lane !== undefined) return lane;
    const made = new Lane(session);
    this.#lanes.set(session, made);
    this.#ordered = null;
    return made;
  }
}

function bySession(a: Lane, b: Lane): number {
  if (a.session === null || b.session === null) return a.session === null ? 1 : -1;
  return a.session - b.session;
}

/** Rows come by their place on the wire, which is nearly the order of time. */
function inTime(rows: readonly Row[]): readonly Row[] {
  const isInOrder = rows.every((row, at) => at === 0 || (rows[at - 1] as Row).at <= row.at);
  return isInOrder ? rows : [...rows].sort((a, b) => startOf(a) - startOf(b) || a.seq - b.seq);
}
