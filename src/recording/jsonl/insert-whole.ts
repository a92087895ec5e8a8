import type { Database } from 'better-sqlite3';
import { insertValues } from './insert-values.js';
import type { LineValues } from './line-values.js';
import type { Standing } from './standing.js';

/** Takes one line of a kind into its tables. */
export type Insert = (values: LineValues) => void;

/** What is known of a recording as a whole, and of its sessions. */
export function insertWhole(
  database: Database,
  standing: Standing,
): Readonly<Record<'fact' | 'gap' | 'session' | 'user' | 'assignment', Insert>> {
  const fact = insertValues(database, 'fact');
  const gap = insertValues(database, 'gap');
  const session = insertValues(database, 'session');
  const user = insertValues(database, 'session_user');
  const later = insertValues(database, 'request_session');
  return {
    fact(values) {
      const [id, name] = [values.count('id'), values.text('name')];
      const value = values.jsonOrNull('json') ?? values.text('value');
      // Of a later part of a series: what is referred to may stand in an earlier one.
      if (name === 'earlier') standing.elsewhere();
      fact({ id, name, value });
    },
    gap(values) {
      standing.elsewhere();
      gap({
        id: values.count('id'),
        started_at: values.time('from'),
        ended_at: values.time('to'),
        reason: values.text('reason'),
      });
    },
    session(values) {
      const id = values.count('id');
      session({ id, started_at: values.time('at') });
      const name = values.textOrNull('user');
      if (name !== null) user({ session: id, user: name });
    },
    user: (values) =>
      user({ session: standing.session(values.count('session')), user: values.text('user') }),
    assignment: (values) =>
      later({
        exchange: standing.exchange(values.count('exchange')),
        session: standing.session(values.count('session')),
      }),
  };
}
