import type { Act } from '../../acts/act.js';
import { latestBefore } from '../../acts/place-consequences.js';
import { saysUnknownClient } from '../../acts/recorded-reply.js';
import type { Turn } from '../../acts/turns.js';
import type { Visit } from '../../acts/visits.js';
import { groupBy } from '../../group-by.js';
import type { RecordedExchange } from '../../recording/reader.js';
import { bookKey } from '../matching/redacted-path.js';
import type { RequestBook } from '../matching/request-book.js';
import type { RecordedRequest } from './script.js';

/** What went wrong in a recorded session. */
export interface Outages {
  /** Calls and safe requests that got no answer. */
  readonly book: RequestBook;
  /** Exchange ids: of these the recorder could make no connection; the others were cut. */
  readonly unreachable: ReadonlySet<number>;
  /** Exchange ids of answers that were cut after they had begun. */
  readonly cut: ReadonlySet<number>;
  /** Indices of the acts after which the Bayeux session was unknown. */
  readonly expired: ReadonlySet<number>;
  /** Indices of the acts after which a connect, or a websocket, was cut or not let through: once, however often it was tried. */
  readonly hungUp: ReadonlySet<number>;
}

/** @param unanswered calls and safe requests without a usable answer */
export function outagesOf(
  { exchanges, traffic, caused: { acts } }: Visit,
  unanswered: readonly RecordedRequest[],
): Outages {
  const byId = new Map(exchanges.map((each) => [each.id, each]));
  const failed = unanswered.filter(({ exchange }) => gotNothing(byId.get(exchange)));
  return {
    book: groupBy(failed, ({ shape }) => bookKey(shape)),
    unreachable: idsOf(exchanges, ({ outcome }) => outcome === 'unreachable'),
    cut: idsOf(
      exchanges,
      ({ kind, outcome, status }) =>
        (kind === 'call' || kind === 'safe') && outcome === 'cut-by-server' && status !== null,
    ),
    expired: expiredIn(acts, traffic.turns),
    hungUp: new Set([
      ...traffic.turns
        .filter(
          ({ request, exchange }) => request.channel === '/meta/connect' && hasFailed(exchange),
        )
        .map(({ row }) => latestBefore(acts, row.seq)),
      ...exchanges
        .filter(({ kind, outcome }) => kind === 'websocket' && outcome === 'cut-by-server')
        .map(({ responseSeq, seq }) => latestBefore(acts, responseSeq ?? seq)),
    ]),
  };
}

function gotNothing(exchange: RecordedExchange | undefined): boolean {
  return (
    exchange?.status === null &&
    (exchange.outcome === 'unreachable' || exchange.outcome === 'cut-by-server')
  );
}

/** Of a long-polling connect: its connection was cut, or a gateway answered in the server's place. */
function hasFailed({ kind, outcome, status }: RecordedExchange): boolean {
  if (kind === 'websocket') return false;
  return (
    outcome === 'unreachable' ||
    outcome === 'cut-by-server' ||
    (status !== null && status >= 502 && status <= 504)
  );
}

/** Each time once: all is refused until the next handshake. */
function expiredIn(acts: readonly Act[], turns: readonly Turn[]): ReadonlySet<number> {
  const expired = new Set<number>();
  let expelled = false;
  for (const { request, reply, row } of turns) {
    if (reply === null) continue;
    if (request.channel === '/meta/handshake') expelled = false;
    else if (saysUnknownClient(reply) && !expelled) {
      expelled = true;
      expired.add(latestBefore(acts, row.seq));
    }
  }
  return expired;
}

function idsOf(
  exchanges: readonly RecordedExchange[],
  is: (exchange: RecordedExchange) => boolean,
): ReadonlySet<number> {
  return new Set(exchanges.filter(is).map(({ id }) => id));
}
