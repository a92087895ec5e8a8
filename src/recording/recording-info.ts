import type { Database } from 'better-sqlite3';
import { ColumnError, instant, type Row, text } from './columns.js';
import { GAPS, gapOf } from './read-rows.js';
import type { RecordingInfo } from './reader.js';

export function readInfo(database: Database): RecordingInfo {
  const rows = database.prepare('SELECT name, value FROM fact ORDER BY id').all() as Row[];
  const facts = new Map(rows.map((row) => [text(row, 'name'), text(row, 'value')]));
  const startedAt = moment(facts, 'started_at');
  if (startedAt === null) throw new ColumnError('fact.started_at', 'time');
  const endedAt = moment(facts, 'ended_at');
  return {
    label: facts.get('label') ?? null,
    target: facts.get('target') ?? null,
    startedAt,
    endedAt,
    interrupted: endedAt === null,
    gaps: (database.prepare(GAPS).all() as Row[]).map(gapOf),
  };
}

function moment(facts: ReadonlyMap<string, string>, name: string): number | null {
  const value = facts.get(name);
  return value === undefined ? null : instant({ [name]: Number(value) }, name);
}
