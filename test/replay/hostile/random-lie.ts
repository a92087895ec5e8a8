import type Database from 'better-sqlite3';
import { TABLES } from '../../../src/recording/schema.js';
import type { Chance } from '../../e2e/kills/chance.js';

const integers = [0, 1, -1, 2, 7, 255, 2 ** 31, 2 ** 53, -(2 ** 53)] as const;
const reals = [0, -1, 0.5, 1e-300, 1e300, 8.64e15, -8.64e15, 1_767_225_600_000] as const;
const texts = [
  '',
  'x',
  '[]',
  '{}',
  '[["a","b"]]',
  '[["Cookie","JSESSIONID=a; JSESSIONID=b"],["Authorization","Basic !!"]]',
  '[["Set-Cookie","JSESSIONID=; Path"],["Set-Cookie","=;;"],["Content-Encoding","br, gzip"]]',
  '["body/","path","header/cookie"]',
  '{"channel":"/meta/handshake","successful":true,"clientId":"client-1","ext":{"ack":true}}',
  '{"channel":"/meta/subscribe","clientId":"client-2","subscription":["/**",1,null]}',
  '{"channel":"/v2/me/tweets","data":{"referenceId":1e999}}',
  '/meta/handshake',
  '/api/v2/me?a=%zz&&=;',
  'GET',
  'call',
  'bayeux',
  'complete',
  'to-server',
  'gzip, br',
  '\u0000\u001b\ud800',
  '__proto__',
] as const;

/** Sets a column of some rows to something that its type allows; what the table refuses is no lie. */
export function tellRandomLie(database: Database.Database, chance: Chance): void {
  const [table = ''] = Object.keys(TABLES).slice(chance.below(Object.keys(TABLES).length));
  const columns = database.pragma(`table_info(${table})`) as { name: string; type: string }[];
  const column = columns[chance.below(columns.length)];
  if (column === undefined || column.name === 'checksum') return;
  const value =
    column.type === 'INTEGER'
      ? chance.pick([...integers] as [number, ...number[]])
      : column.type === 'REAL'
        ? chance.pick([...reals] as [number, ...number[]])
        : chance.pick([...texts] as [string, ...string[]]);
  const given = column.type === 'BLOB' ? Buffer.from(String(value)) : value;
  const other = chance.below(4) === 0 ? columns[chance.below(columns.length)]?.name : undefined;
  const every = 1 + chance.magnitude(20);
  const set = other === undefined ? '?' : `"${other}"`;
  const statement = `UPDATE OR IGNORE ${table} SET "${column.name}" = ${set} WHERE rowid % ${every} = 0`;
  try {
    if (other !== undefined) database.prepare(statement).run();
    else
      database
        .prepare(statement)
        .run(typeof given === 'number' && column.type === 'INTEGER' ? BigInt(given) : given);
  } catch (error) {
    if (!(error instanceof Error) || !/constraint|cannot store|mismatch/u.test(error.message))
      throw error;
  }
}
