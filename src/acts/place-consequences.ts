import { coveringPatterns } from '../bayeux/covering-patterns.js';
import type { Link } from '../recording/exchange.js';
import type { RecordedExchange } from '../recording/reader.js';
import type { Act, Consequence, ForeignCall } from './act.js';
import type { BareAct } from './list-acts.js';
import { noOverrides, type Override, type Overrides } from './override.js';
import type { RecordedTabs } from './recorded-tabs.js';
import type { Received, SessionTraffic } from './turns.js';

/** Acts with what each caused, and what came before any of them. */
export interface Caused {
  readonly acts: readonly Act[];
  readonly prologue: readonly Consequence[];
}

/**
 * Gives every notification its cause: the session's own call that it is correlated with, else the
 * latest act of the session before it; or what a person said.
 *
 * @param link what correlates a notification with a call, by message id
 * @param foreign a call that another session makes, by exchange id
 * @param seqOfCall where a call stands that is no act (it had no answer): it passes what it caused to the act before
 */
export function placeConsequences(
  bare: readonly BareAct[],
  { turns, notifications }: SessionTraffic,
  tabs: RecordedTabs,
  link: (notification: number) => Link | null,
  seqOfCall: (exchange: number) => number | null,
  foreign: (exchange: number) => Pick<RecordedExchange, 'startedAt' | 'session'> | null,
  overrides: Overrides = noOverrides,
): Caused {
  const linkOf = (notification: number): Link | null => linkSaid(notification, link, overrides);
  const actOfCall = new Map<number, number>();
  bare.forEach((act, index) => {
    if (act.kind === 'call') actOfCall.set(act.exchange, index);
  });
  const caused = new Map<number, Received[]>();
  for (const received of notifications) {
    const said = overrides(received.row.id);
    if (said?.drop) continue;
    const call = linkOf(received.row.id)?.call ?? null;
    const own = call === null ? null : seqOfCall(call);
    const cause =
      placeSaid(bare, said) ??
      (call === null ? undefined : actOfCall.get(call)) ??
      latestBefore(bare, own ?? received.row.seq);
    const siblings = caused.get(cause);
    if (siblings) siblings.push(received);
    else caused.set(cause, [received]);
  }
  const subscribed = wasSubscribed(turns);
  const isOwnCopy = ({ row }: Received): boolean => {
    const made = linkOf(row.id);
    return made?.copy === true && seqOfCall(made.call) !== null;
  };
  const foreignCall = ({ row }: Received): ForeignCall | null => {
    const call = linkOf(row.id)?.call ?? null;
    const made = call === null || seqOfCall(call) !== null ? null : foreign(call);
    return call === null || made === null || made.session === null
      ? null
      : {
          session: made.session,
          call,
          offset: overrides(row.id)?.delay ?? row.at - made.startedAt,
        };
  };
  const consequencesOf = (index: number): Consequence[] => {
    const isSecond = seconds(tabs);
    return (caused.get(index) ?? []).map((received) => ({
      notification: received.row.id,
      seq: received.row.seq,
      channel: received.channel,
      tab: tabs.of(received.row.clientId),
      second: isSecond(received) || isOwnCopy(received),
      subscribed: subscribed(received),
      offset:
        overrides(received.row.id)?.delay ?? received.row.at - (bare[index]?.at ?? received.row.at),
      foreign: foreignCall(received),
    }));
  };
  return {
    acts: bare.map((act, index) => ({ ...act, consequences: consequencesOf(index) })),
    prologue: consequencesOf(-1),
  };
}

/** The link that a person said, else the one that was found. */
export function linkSaid(
  notification: number,
  found: (notification: number) => Link | null,
  overrides: Overrides,
): Link | null {
  const said = overrides(notification)?.link;
  return said === undefined ? found(notification) : said;
}

/** Index of the act that a person said; undefined if nothing was said. */
function placeSaid(bare: readonly BareAct[], said: Override | null): number | undefined {
  if (said?.after === undefined) return undefined;
  // A subscribe may be part of an act that began before it.
  return said.after === 'start' ? -1 : latestBefore(bare, said.after + 1);
}

/** Index of the latest act before a place in wire order; -1 if there is none. */
export function latestBefore(acts: readonly { readonly seq: number }[], seq: number): number {
  // Acts are in wire order, and asked for once a notification and a poll: halve.
  let [low, high] = [0, acts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((acts[middle]?.seq ?? seq) < seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Tells of each notification of one cause, asked in order, whether another tab had the same already. */
function seconds(tabs: RecordedTabs): (received: Received) => boolean {
  const counts = new Map<string, Map<number, number>>();
  return ({ row, channel, data }) => {
    const key = JSON.stringify([channel, data]);
    const byTab = counts.get(key) ?? new Map<number, number>();
    counts.set(key, byTab);
    const tab = tabs.of(row.clientId);
    const nth = (byTab.get(tab) ?? 0) + 1;
    byTab.set(tab, nth);
    return [...byTab].some(([other, count]) => other !== tab && count >= nth);
  };
}

/**
 * Whether the desktop had subscribed to a notification's channel. Where the recording does not hold the
 * handshake, nobody knows what it had subscribed to before: then it had.
 */
function wasSubscribed(turns: SessionTraffic['turns']): (received: Received) => boolean {
  const shookHands = new Set<string>();
  /** By clientId and pattern, where it was subscribed to first. */
  const subscriptions = new Map<string, Map<string, number>>();
  for (const { row, request, reply } of turns) {
    if (request.channel === '/meta/handshake' && reply?.clientId) shookHands.add(reply.clientId);
    if (request.channel !== '/meta/subscribe' || request.clientId === null) continue;
    const known = subscriptions.get(request.clientId) ?? new Map<string, number>();
    subscriptions.set(request.clientId, known);
    for (const pattern of request.subscriptions) {
      if (!known.has(pattern)) known.set(pattern, row.seq);
    }
  }
  return ({ row, channel }) => {
    // Service channels need no subscription (Bayeux §2.2.2).
    if (channel.startsWith('/service/')) return false;
    if (row.clientId === null || !shookHands.has(row.clientId)) return true;
    const known = subscriptions.get(row.clientId);
    for (const pattern of coveringPatterns(channel)) {
      if ((known?.get(pattern) ?? row.seq) < row.seq) return true;
    }
    return false;
  };
}
