import { saysUnknownClient } from '../acts/recorded-reply.js';
import type { Turn } from '../acts/turns.js';
import { groupBy } from '../group-by.js';
import type { Aligned, Context } from './context.js';
import type { Subject } from './difference.js';
import type { Pending } from './ledger.js';
import { aboutWhole } from './subjects.js';

/** How the server replied to an act of Bayeux. */
export interface BayeuxReply {
  /** `/meta/subscribe /v2/me/*`. */
  readonly act: string;
  readonly seq: number;
  /** Id of the desktop's message. */
  readonly message: number;
  /** Null if it did not reply at all. */
  readonly successful: boolean | null;
  /** Null if it named none. */
  readonly error: string | null;
}

/**
 * What a server made of each handshake, subscription and publish. Left out is that it did not know the client any more: that
 * depends on the network.
 */
export function bayeuxReplies(turns: readonly Turn[]): readonly BayeuxReply[] {
  return turns.flatMap(({ request, reply, row }) => {
    const { channel } = request;
    if (channel === null || channel === '/meta/connect' || channel === '/meta/disconnect')
      return [];
    if (reply !== null && (saysUnknownClient(reply) || reply.successful == null)) return [];
    const { successful = null, error = null } = reply ?? {};
    const named = request.subscriptions.length === 0 ? [null] : request.subscriptions;
    return named.map((subscription) => ({
      act: subscription === null ? channel : `${channel} ${subscription}`,
      seq: row.seq,
      message: row.id,
      successful,
      error,
    }));
  });
}

/**
 * Compares how each act of Bayeux was replied to, the n-th of a name with the n-th. How often a desktop subscribes is its
 * own affair; a request may get lost with its connection, so no reply counts only where there never was one.
 */
export function compareBayeux({ ledger }: Context, aligned: Aligned): void {
  const { baseline, candidate, session, user } = aligned;
  const waiting = repliesByAct(candidate?.replies ?? []);
  const next = new Map<string, number>();
  for (const reply of [...repliesByAct(baseline?.replies ?? []).values()].flat()) {
    const nth = next.get(reply.act) ?? 0;
    next.set(reply.act, nth + 1);
    const other = waiting.get(reply.act)?.[nth];
    if (other === undefined) continue;
    ledger.compares(reply.act);
    const subject = bayeuxSubject(reply, other, user);
    const found = (path: string, one: boolean | string | null, two: boolean | string | null) =>
      ledger.found(bodyFinding(subject, path, one, two, [session, reply.seq]));
    // Who is refused is told why, which is no other difference.
    if (reply.successful !== other.successful) {
      found('/successful', reply.successful, other.successful);
    } else if (reply.error !== other.error) found('/error', reply.error, other.error);
  }
}

/** In the order of the first of each; requests without a reply only where all are so. */
function repliesByAct(
  replies: readonly BayeuxReply[],
): ReadonlyMap<string, readonly BayeuxReply[]> {
  const groups = groupBy(replies, ({ act }) => act);
  return new Map(
    [...groups].map(([act, all]) => {
      const answered = all.filter(({ successful }) => successful !== null);
      return [act, answered.length === 0 ? all.slice(0, 1) : answered];
    }),
  );
}

function bayeuxSubject(one: BayeuxReply, other: BayeuxReply, user: string | null): Subject {
  return {
    kind: 'bayeux',
    label: one.act,
    operation: one.act,
    user,
    call: one.act,
    notification: null,
    baseline: { exchange: null, message: one.message },
    candidate: { exchange: null, message: other.message },
  };
}

function bodyFinding(
  subject: Subject,
  path: string,
  one: boolean | string | null,
  other: boolean | string | null,
  order: Pending['order'],
): Pending {
  return {
    ...aboutWhole('body', subject, order),
    ...{ path, place: path },
    ...(one !== null && { baseline: JSON.stringify(one) }),
    ...(other !== null && { candidate: JSON.stringify(other) }),
  };
}
