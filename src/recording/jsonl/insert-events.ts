import type { Database } from 'better-sqlite3';
import { insertExchange } from './insert-exchange.js';
import { insertMessage } from './insert-message.js';
import { type Insert, insertWhole } from './insert-whole.js';
import { LineError } from './line-error.js';
import type { LineValues } from './line-values.js';
import { Pieces } from './pieces.js';
import { standing } from './standing.js';

/** Takes the lines of a recording, one after the other, into its tables. */
export interface InsertEvents {
  /** @throws LineError if it is wrong, or does not fit those before it */
  add(values: LineValues): void;
  /** Whether the last line was there: nothing is missing. */
  readonly ended: boolean;
}

export function insertEvents(database: Database): InsertEvents {
  const pieces = new Pieces();
  const before = standing(database);
  let ended = false;
  const events = new Map<string, Insert>(
    Object.entries({
      ...insertWhole(database, before),
      ...insertExchange(database, before, pieces),
      ...insertMessage(database, before, pieces),
      piece: (values: LineValues) => pieces.add(values),
      end() {
        ended = true;
      },
    }),
  );
  return {
    add(values) {
      if (ended) throw new LineError('it stands behind the end');
      const name = values.text('event');
      const insert = events.get(name);
      if (insert === undefined) {
        throw new LineError(`"event" must be one of ${[...events.keys()].join(', ')}`);
      }
      insert(values);
      values.done();
      if (name !== 'piece') pieces.done();
    },
    get ended() {
      return ended;
    },
  };
}
