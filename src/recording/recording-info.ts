import type { Database } from 'better-sqlite3';
import { tryParseJson } from '../json/parse-json.js';
import { ascending } from './ascending.js';
import { ColumnError, instant, text } from './columns.js';
import { GAPS, gapOf } from './read-rows.js';
import type { RecordingInfo } from './reader.js';
import { seriesOf } from './series.js';

export function readInfo(database: Database): RecordingInfo {
  const rows = ascending(database, 'SELECT id, name, value FROM fact ORDER BY id');
  const facts = new Map(Array.from(rows, (row) => [text(row, 'name'), text(row, 'value')]));
  const startedAt = moment(facts, 'started_at');
  if (startedAt === null) throw new ColumnError('fact.started_at', 'time');
  const endedAt = moment(facts, 'ended_at');
  return {
    label: facts.get('label') ?? null,
    target: facts.get('target') ?? null,
    origin: facts.get('origin') ?? null,
    startedAt,
    endedAt,
    interrupted: endedAt === null,
    rules: facts.get('rules') ?? null,
    only: list(facts, 'only'),
    exclude: list(facts, 'exclude'),
    series: seriesOf(facts),
    failedWaits: list(facts, 'failed_waits'),
    gaps: Array.from(ascending(database, GAPS), gapOf),
  };
}

/** A JSON list of strings; empty if there is no such fact. */
function list(facts: ReadonlyMap<string, string>, name: string): readonly string[] {
  const node = tryParseJson(facts.get(name) ?? '[]');
  if (node?.kind !== 'array') throw new ColumnError(`fact.${name}`, 'list');
  return node.items.map((item) => {
    if (item.kind !== 'string') throw new ColumnError(`fact.${name}`, 'list');
    return item.value;
  });
}

function moment(facts: ReadonlyMap<string, string>, name: string): number | null {
  const value = facts.get(name);
  return value === undefined ? null : instant({ [name]: Number(value) }, name);
}
