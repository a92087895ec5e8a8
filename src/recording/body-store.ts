import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { checksum } from './checksum.js';
import type { Body } from './exchange.js';

/** How many different bodies are remembered, to keep equal ones once. */
const REMEMBERED = 4096;

/** Larger bodies are rarely equal, and hashing them would hold up all others. */
const LARGEST_HASHED = 256 * 1024;

/** Bytes up to which a body is remembered itself, not by a hash. */
const SHORT = 200;

/** Writes bodies, equal ones of the recent past only once. */
export interface BodyStore {
  /** The id of the row that holds this body; null if there is no body. */
  put(body: Body | null): number | null;
  /** Forgets what was written: the transaction that held it failed. */
  forget(): void;
  /** The highest id so far. */
  last(): number;
}

/** @param before ids up to this one are taken */
export function bodyStore(database: Database, before = 0): BodyStore {
  const insert = database.prepare(
    `INSERT INTO body (id, is_text, content, encoded, encoding, length, digest, omitted, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const known = new Map<string, number>();
  let last = before;

  function insertNew(body: Body): number {
    const { content, encoded, encoding, length, digest, omitted } = body;
    last += 1;
    const isText = content !== null && isUtf8(content) ? 1 : 0;
    const sum = checksum(content, encoded);
    insert.run(last, isText, content, encoded, encoding, length, digest, omitted, sum);
    return last;
  }

  return {
    put(body) {
      if (body === null) return null;
      const key = keyOf(body);
      if (key === null) return insertNew(body);
      const id = known.get(key) ?? insertNew(body);
      known.delete(key);
      known.set(key, id);
      if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? key);
      return id;
    },
    forget() {
      known.clear();
    },
    last: () => last,
  };
}

/**
 * What equal bodies have in common. The content is redacted already, so the hash tells nothing that
 * the file does not; it must be a strong one, for peers choose the bodies.
 */
function keyOf({ content, encoded, encoding, length }: Body): string | null {
  if (content === null) return null;
  const size = content.length + (encoded?.length ?? 0);
  if (size > LARGEST_HASHED) return null;
  const parts = `${encoding}:${length}:${encoded === null ? 'plain' : fingerprint(encoded)}:`;
  return parts + fingerprint(content);
}

/** A short one is its own. */
function fingerprint(bytes: Uint8Array): string {
  if (bytes.length > SHORT) return `#${hash('sha256', bytes, 'base64')}`;
  return `=${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')}`;
}
