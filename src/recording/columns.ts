import type { Headers } from './exchange.js';

/** A row as SQLite gives it. Nothing is known of it: the file may come from anywhere. */
export type Row = Readonly<Record<string, unknown>>;

/** Longest JSON text in a column, in UTF-16 units: a few times what any server accepts as headers. */
const LONGEST_JSON = 16 * 1024 * 1024;

/** A column holds what it never should; the message says which. */
export class ColumnError extends Error {
  constructor(column: string, expected: string) {
    super(`column ${column} holds no ${expected}`);
    this.name = 'ColumnError';
  }
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (!Number.isSafeInteger(value)) throw new ColumnError(column, 'integer');
  return value as number;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

/** Milliseconds since the epoch, within what a Date can say. */
export function instant(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || Math.abs(value) <= 8.64e15 === false) {
    throw new ColumnError(column, 'time');
  }
  return value;
}

export function instantOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : instant(row, column);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new ColumnError(column, 'text');
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function bytesOrNull(row: Row, column: string): Uint8Array | null {
  const value = row[column];
  if (value === null) return null;
  if (!(value instanceof Uint8Array)) throw new ColumnError(column, 'bytes');
  return value;
}

export function oneOf<T extends string>(row: Row, column: string, words: readonly T[]): T {
  const value = row[column];
  const word = words.find((each) => each === value);
  if (word === undefined) throw new ColumnError(column, words.join(' or '));
  return word;
}

/** Most trailers, and most of what was redacted. */
const EMPTY = '[]';
const none: readonly never[] = [];

export function headers(row: Row, column: string): Headers {
  if (row[column] === EMPTY) return none;
  const value = json(row, column);
  if (!Array.isArray(value) || !value.every(isPair)) throw new ColumnError(column, 'headers');
  return value;
}

export function strings(row: Row, column: string): readonly string[] {
  if (row[column] === EMPTY) return none;
  const value = json(row, column);
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) {
    throw new ColumnError(column, 'list of strings');
  }
  return value;
}

export function jsonObject(row: Row, column: string): Readonly<Record<string, unknown>> {
  const value = json(row, column);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ColumnError(column, 'JSON object');
  }
  return value as Record<string, unknown>;
}

function json(row: Row, column: string): unknown {
  const value = text(row, column);
  if (value.length > LONGEST_JSON) throw new ColumnError(column, 'JSON of a sane length');
  try {
    return JSON.parse(value);
  } catch {
    throw new ColumnError(column, 'JSON');
  }
}

function isPair(value: unknown): value is [string, string] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string')
  );
}
