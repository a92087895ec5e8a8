import type { RecordedExchange } from '../recording/reader.js';
import type { LinkOf } from './act.js';
import { listActs } from './list-acts.js';
import type { Overrides } from './override.js';
import { isPersonal } from './personal.js';
import { type Caused, placeConsequences } from './place-consequences.js';
import { recordedTabs } from './recorded-tabs.js';
import type { SessionTraffic } from './turns.js';

/**
 * What a session's desktop did, with all that each act caused.
 *
 * @param own calls and safe requests of the session, in wire order
 * @param foreign a call that another session makes, by exchange id
 * @param unusable why the answer of an exchange can't be given
 */
export function actsOf(
  own: readonly RecordedExchange[],
  traffic: SessionTraffic,
  link: LinkOf,
  foreign: (call: number) => RecordedExchange | null,
  unusable: (exchange: RecordedExchange) => string | null,
  overrides: Overrides,
): Caused {
  const tabs = recordedTabs(traffic.turns);
  const calls = own.filter(
    (each) => each.kind === 'call' && isPersonal(each) && unusable(each) === null,
  );
  const seqs = new Map(own.map(({ id, seq }) => [id, seq]));
  const seqOfCall = (call: number): number | null => seqs.get(call) ?? null;
  const bare = listActs(calls, traffic.turns, tabs);
  return placeConsequences(bare, traffic, tabs, link, seqOfCall, foreign, overrides);
}
