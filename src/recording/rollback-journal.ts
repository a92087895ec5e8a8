import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/** What a rollback journal begins with, and ends with if it names a super-journal (SQLite file format §3). */
const MAGIC = Buffer.from('d9d505f920a163d7', 'hex');

/**
 * Whether a rollback journal ends with the name of a super-journal, as those of transactions over several databases
 * do, which we never make. When SQLite plays such a journal back it removes the file of that name,
 * wherever it is: in a journal that comes from elsewhere that may be any file.
 */
export function namesOtherFile(journal: string): boolean {
  if (!existsSync(journal)) return false;
  const { size } = statSync(journal);
  if (size < MAGIC.length) return false;
  const end = Buffer.alloc(MAGIC.length);
  const descriptor = openSync(journal, 'r');
  try {
    readSync(descriptor, end, 0, end.length, size - end.length);
  } finally {
    closeSync(descriptor);
  }
  return end.equals(MAGIC);
}
