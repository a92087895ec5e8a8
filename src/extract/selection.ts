import type { Database } from 'better-sqlite3';

/** What is extracted, by id. It is kept on the disk, for it may be millions. */
export interface Selection {
  keepExchange(id: number): void;
  hasExchange(id: number): boolean;
  /** A message is left out although its exchange is extracted. */
  leaveMessage(id: number): void;
  leavesMessage(id: number): boolean;
}

/** In tables that are gone with the connection. */
export function selectionIn(database: Database): Selection {
  const exchanges = idSet(database, 'kept_exchange');
  const left = idSet(database, 'left_message');
  return {
    keepExchange: exchanges.add,
    hasExchange: exchanges.has,
    leaveMessage: left.add,
    leavesMessage: left.has,
  };
}

function idSet(database: Database, name: string) {
  database.exec(`CREATE TABLE temp.${name} (id INTEGER PRIMARY KEY)`);
  const insert = database.prepare(`INSERT OR IGNORE INTO temp.${name} VALUES (?)`);
  const select = database.prepare(`SELECT 1 FROM temp.${name} WHERE id = ?`);
  return {
    add: (id: number): void => void insert.run(id),
    has: (id: number): boolean => select.get(id) !== undefined,
  };
}
