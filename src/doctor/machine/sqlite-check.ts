import Database from 'better-sqlite3';
import { type Check, failure, fine } from '../check.js';

/** Whether SQLite is there: better-sqlite3 has a part that is compiled for one kind of Node. */
export function sqliteCheck(): Check {
  try {
    // What was compiled is loaded only here.
    const database = new Database(':memory:');
    try {
      const version = database.prepare('SELECT sqlite_version()').pluck().get();
      return fine('sqlite', `SQLite ${String(version)}, compiled for this Node`);
    } finally {
      database.close();
    }
  } catch (error) {
    return noSqlite(error);
  }
}

/** What to do about a better-sqlite3 that does not load. */
export function noSqlite(error: unknown): Check {
  const message = error instanceof Error ? error.message : String(error);
  const isOther = /NODE_MODULE_VERSION|ERR_DLOPEN_FAILED|was compiled against/u.test(
    `${message} ${error instanceof Error && 'code' in error ? String(error.code) : ''}`,
  );
  const [line = ''] = message.trim().split('\n');
  return failure(
    'sqlite',
    isOther
      ? 'better-sqlite3 was compiled for another Node, or another system'
      : `better-sqlite3 can't be loaded: ${line}`,
    'npm rebuild better-sqlite3 compiles it anew (it takes Python, make and a C++ compiler if there is none ready made)',
  );
}
