import type { Database } from 'better-sqlite3';
import { KINDS, OUTCOMES } from '../read-rows.js';
import { insertBody } from './insert-body.js';
import { insertValues } from './insert-values.js';
import type { Insert } from './insert-whole.js';
import type { LineValues } from './line-values.js';
import type { Pieces } from './pieces.js';
import type { Standing } from './standing.js';

/** The two halves of exchanges, and bodies. */
export function insertExchange(
  database: Database,
  standing: Standing,
  pieces: Pieces,
): Readonly<Record<'request' | 'response' | 'body', Insert>> {
  const request = insertValues(database, 'request');
  const later = insertValues(database, 'request_session');
  const response = insertValues(database, 'response');
  const body = insertBody(database, pieces);

  function bodyOf(values: LineValues): number | null {
    const said = values.objectOrNull('body');
    return said === null ? null : body(said);
  }

  function sessionOf(values: LineValues, name: string): number | null {
    const id = values.countOrNull(name);
    return id === null ? null : standing.session(id);
  }

  return {
    request(values) {
      const id = values.count('id');
      request({
        id,
        session: sessionOf(values, 'session'),
        connection: values.count('connection'),
        seq: standing.seqOf(values),
        started_at: values.time('at'),
        kind: values.oneOf('kind', KINDS),
        method: values.text('method'),
        path: values.text('path'),
        http_version: values.text('httpVersion'),
        operation: values.textOrNull('operation'),
        reference_id: values.textOrNull('reference'),
        body: bodyOf(values),
        headers: values.pairs('headers'),
        trailers: values.pairsOrNull('trailers') ?? '[]',
        redacted: values.stringsOrNull('redacted') ?? '[]',
      });
      const session = sessionOf(values, 'laterSession');
      if (session !== null) later({ exchange: id, session });
    },
    response: (values) =>
      response({
        exchange: standing.exchange(values.count('exchange')),
        seq: standing.seqOf(values),
        ended_at: values.time('at'),
        status: values.countOrNull('status'),
        reason: values.textOrNull('reason'),
        http_version: values.textOrNull('httpVersion'),
        outcome: values.oneOf('outcome', OUTCOMES),
        reference_id: values.textOrNull('reference'),
        body: bodyOf(values),
        headers: values.pairsOrNull('headers'),
        trailers: values.pairsOrNull('trailers') ?? '[]',
        redacted: values.stringsOrNull('redacted') ?? '[]',
      }),
    body: (values) => void body(values),
  };
}
