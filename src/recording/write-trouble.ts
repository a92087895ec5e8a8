/** The file was removed, moved or replaced while it was being written. */
export class RecordingGone extends Error {
  constructor(file: string) {
    super(`the recording is no longer at ${file}`);
  }
}

/** Whether somebody else holds a lock on the file, so that it is of use to try again. */
export function isLocked(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** Why a commit failed, as a gap tells it. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'SQLITE_FULL') return 'disk full';
  const message = error instanceof Error ? error.message : String(error);
  return code === '' ? message : `${message} (${code})`;
}

/** Whether it is the rows that can't be written, whatever the disk: trying them again is of no use. */
export function isRowsFault(error: unknown): boolean {
  if (error instanceof RecordingGone) return false;
  const code = codeOf(error);
  return !code.startsWith('SQLITE_') || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
