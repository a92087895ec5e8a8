import { isMeta } from '../bayeux/channel.js';
import type { RecordedExchange } from '../recording/reader.js';
import { type BareAct, listActs } from './list-acts.js';
import { isPersonal } from './personal.js';
import { recordedTabs } from './recorded-tabs.js';
import type { SessionTraffic, Turn } from './turns.js';

/** An act that is no call, before it is known what it caused. */
export type BayeuxAct = Exclude<BareAct, { readonly kind: 'call' }>;

/**
 * The acts of a session that are no calls, as `actsOf` has them, at less cost. Calls only tell where one of them ends and the
 * next begins: those after the last need not be looked at, and mostly these are all.
 *
 * @param own calls and other exchanges of the session, in wire order
 * @param unusable why the answer of an exchange can't be given
 */
export function bayeuxActs(
  own: readonly RecordedExchange[],
  { turns }: SessionTraffic,
  unusable: (exchange: RecordedExchange) => string | null,
): readonly BayeuxAct[] {
  const last = turns.findLast(canBeAct)?.row.seq ?? 0;
  const calls = own.filter(
    (each) =>
      each.kind === 'call' && each.seq <= last && isPersonal(each) && unusable(each) === null,
  );
  return listActs(calls, turns, recordedTabs(turns)).filter((act) => act.kind !== 'call');
}

function canBeAct({ request: { channel } }: Turn): boolean {
  if (channel === null) return false;
  return !isMeta(channel) || /^\/meta\/(?:handshake|subscribe|unsubscribe)$/u.test(channel);
}
