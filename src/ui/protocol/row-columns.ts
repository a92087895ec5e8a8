import type { Row } from './row.js';

/** Many rows, a list for each member: the names of the members are sent once. */
export type RowColumns = { readonly [K in keyof Row]: readonly Row[K][] };

/** Every member of a row; the compiler sees to it that none is forgotten. */
const MEMBERS = Object.keys({
  key: 0,
  kind: 0,
  id: 0,
  seq: 0,
  session: 0,
  at: 0,
  end: 0,
  method: 0,
  path: 0,
  operation: 0,
  status: 0,
  outcome: 0,
  reference: 0,
  channel: 0,
  messageType: 0,
  notificationType: 0,
  direction: 0,
  exchange: 0,
  client: 0,
  call: 0,
  rule: 0,
  copy: 0,
  answers: 0,
  silent: 0,
  match: 0,
  miss: 0,
  state: 0,
} satisfies Record<keyof Row, 0>) as readonly (keyof Row)[];

export function columnsOf(rows: readonly Row[]): RowColumns {
  const columns: Record<string, unknown[]> = {};
  for (const member of MEMBERS) columns[member] = rows.map((row) => row[member]);
  return columns as unknown as RowColumns;
}

export function rowsOf(columns: RowColumns): readonly Row[] {
  return columns.key.map((_, at) => {
    const row: Record<string, unknown> = {};
    for (const member of MEMBERS) row[member] = columns[member][at];
    return row as unknown as Row;
  });
}
