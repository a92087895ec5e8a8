import type { Database } from 'better-sqlite3';
import { exists } from './insert-values.js';
import { LineError } from './line-error.js';
import type { LineValues } from './line-values.js';

/** What stands in the lines so far, by which the next one is checked. */
export interface Standing {
  /** A gap or an earlier file was told of: what is referred to may lie in it. */
  elsewhere(): void;
  readonly mayBeElsewhere: boolean;
  /** The place in wire order, which must come after that of the line before. */
  seqOf(values: LineValues): number;
  /** An id that a line refers to, which must stand in a line before it. */
  session(id: number): number;
  exchange(id: number): number;
  notification(id: number): number;
  /** An exchange to which more can happen. */
  openExchange(id: number): number;
}

export function standing(database: Database): Standing {
  const hasSession = exists(database, 'session');
  const hasExchange = exists(database, 'request');
  const hasAnswer = exists(database, 'response', 'exchange');
  const hasNotification = exists(database, 'notification', 'message');
  let mayBeElsewhere = false;
  let last = -1;

  function check(what: string, id: number, isThere: (id: number) => boolean): number {
    if (mayBeElsewhere || isThere(id)) return id;
    throw new LineError(`${what} ${id}, which it refers to, does not stand before it`);
  }

  return {
    elsewhere() {
      mayBeElsewhere = true;
    },
    get mayBeElsewhere() {
      return mayBeElsewhere;
    },
    seqOf(values) {
      const seq = values.count('seq');
      if (seq <= last)
        throw new LineError(`"seq" must be more than ${last}, which stands before it`);
      last = seq;
      return seq;
    },
    session: (id) => check('session', id, hasSession),
    exchange: (id) => check('request', id, hasExchange),
    notification: (id) => check('notification', id, hasNotification),
    openExchange(id) {
      check('request', id, hasExchange);
      if (hasAnswer(id)) throw new LineError(`exchange ${id} has ended before it`);
      return id;
    },
  };
}
