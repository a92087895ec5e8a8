import type { Database } from 'better-sqlite3';

/** New numbers for those that rows have in their files. They are kept on the disk, for they may be millions. */
export interface Numbering {
  /** The number of a row of that source; the next free one if it has none yet. */
  of(source: number, old: number): number;
  /** The same, null if it has none yet. */
  known(source: number, old: number): number | null;
  /** Gives it this number. */
  set(source: number, old: number, now: number): void;
}

/** @param name what is numbered; it names a table that is gone with the connection */
export function numbering(database: Database, name: string): Numbering {
  const table = `temp.number_of_${name}`;
  database.exec(
    `CREATE TABLE ${table} (source INTEGER, old INTEGER, now INTEGER, PRIMARY KEY (source, old)) WITHOUT ROWID`,
  );
  const select = database.prepare(`SELECT now FROM ${table} WHERE source = ? AND old = ?`).pluck();
  const insert = database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?)`);
  let last = 0;

  function known(source: number, old: number): number | null {
    return (select.get(source, old) as number | undefined) ?? null;
  }

  return {
    of(source, old) {
      const before = known(source, old);
      if (before !== null) return before;
      last += 1;
      insert.run(source, old, last);
      return last;
    },
    known,
    set(source, old, now) {
      insert.run(source, old, now);
    },
  };
}
