import { saysUnknownClient } from '../acts/recorded-reply.js';
import type { Turn } from '../acts/turns.js';
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
  readonly successful: boolean;
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
    if (reply === null || channel === null || saysUnknownClient(reply)) return [];
    if (channel === '/meta/connect' || channel === '/meta/disconnect') return [];
    if (reply.successful === undefined || reply.successful === null) return [];
    const { successful, error } = reply;
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
 * own affair.
 */
export function compareBayeux({ ledger }: Context, aligned: Aligned): void {
  const { baseline, candidate, session, user } = aligned;
  const waiting = new Map<string, BayeuxReply[]>();
  for (const reply of candidate?.replies ?? []) {
    const known = waiting.get(reply.act);
    if (known) known.push(reply);
    else waiting.set(reply.act, [reply]);
  }
  const next = new Map<string, number>();
  for (const reply of baseline?.replies ?? []) {
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
