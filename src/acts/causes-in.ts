import type { Cause, CausingAct } from '../correlate/cause.js';
import type { Act, LinkOf } from './act.js';
import type { Overrides } from './override.js';
import { type Caused, linkSaid } from './place-consequences.js';
import type { SessionTraffic } from './turns.js';

/**
 * What each notification of a session follows, as its script has it; those that a person has dropped come last.
 *
 * @param sessionOfCall whose call that is, by exchange id
 */
export function* causesIn(
  session: number,
  { acts, prologue }: Caused,
  { turns, notifications }: SessionTraffic,
  link: LinkOf,
  overrides: Overrides,
  sessionOfCall: (call: number) => number | null,
): Iterable<readonly [notification: number, cause: Cause]> {
  const messageAt = new Map(turns.map(({ row }) => [row.seq, row.id]));
  const idOf = (act: Act): number =>
    act.kind === 'call' ? act.exchange : (messageAt.get(act.seq) ?? 0);
  const placed = new Set<number>();
  const causeOf = (notification: number, act: CausingAct | null, awaits: number | null): Cause => {
    const said = overrides(notification);
    const call = linkSaid(notification, link, overrides)?.call ?? null;
    const own = call !== null && sessionOfCall(call) === session;
    return {
      class: call === null ? 'unsolicited' : own ? 'answer' : 'consequence',
      act,
      awaits,
      delay: said?.delay ?? null,
      overridden: said !== null,
      dropped: said?.drop ?? false,
    };
  };
  for (const { act, consequences } of [
    { act: null, consequences: prologue },
    ...acts.map((each) => ({ act: each, consequences: each.consequences })),
  ]) {
    const causing = act === null ? null : { kind: act.kind, id: idOf(act) };
    for (const { notification, foreign } of consequences) {
      placed.add(notification);
      yield [notification, causeOf(notification, causing, foreign?.call ?? null)];
    }
  }
  for (const { row } of notifications) {
    if (!placed.has(row.id)) yield [row.id, causeOf(row.id, null, null)];
  }
}
