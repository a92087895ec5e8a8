import { isMeta } from '../bayeux/channel.js';
import { textOf } from '../json/node.js';
import type { RecordedExchange } from '../recording/reader.js';
import type { CallAct, HandshakeAct, PublishAct, SubscribeAct } from './act.js';
import { credentialsOf } from './credentials.js';
import { beginsSession } from './personal.js';
import { recordedReply, saysUnknownClient } from './recorded-reply.js';
import type { RecordedTabs } from './recorded-tabs.js';
import type { Turn } from './turns.js';

/** An act before it is known what it caused. */
export type BareAct =
  | Omit<CallAct, 'consequences'>
  | Omit<HandshakeAct, 'consequences'>
  | Omit<SubscribeAct, 'consequences'>
  | Omit<PublishAct, 'consequences'>;

/**
 * The acts of a session in wire order. Left out is what a live desktop need not do again, so that what
 * it caused belongs to the act before: a handshake after a 402 with the subscribes that repeat the old ones
 * right after it, and whatever was refused with a 402.
 *
 * @param calls those that have an answer
 */
export function listActs(
  calls: readonly RecordedExchange[],
  turns: readonly Turn[],
  tabs: RecordedTabs,
): BareAct[] {
  const acts: BareAct[] = [];
  const groups: SubscribeGroups = new Map();
  /** A 402 came since the last handshake. */
  let expelled = false;
  /** A handshake after a 402 came since the last call or publish. */
  let returning = false;
  for (const step of inOrder(calls, turns)) {
    if (!('request' in step)) {
      returning = false;
      acts.push({ kind: 'call', seq: step.seq, at: step.startedAt, exchange: step.id });
      continue;
    }
    const { request, reply, row, exchange } = step;
    const shakesHands = request.channel === '/meta/handshake';
    if (reply !== null && !shakesHands && saysUnknownClient(reply)) {
      expelled = true;
    } else if (shakesHands) {
      if (reply?.successful !== true) continue;
      if (expelled) returning = true;
      else {
        acts.push({
          kind: 'handshake',
          seq: row.seq,
          at: row.at,
          reply: recordedReply(exchange, reply),
          tab: tabs.of(reply.clientId),
          anonymous: !credentialsOf(exchange.requestHeaders).any,
          beginsSession: beginsSession(exchange),
        });
      }
      expelled = false;
    } else if (request.channel === '/meta/subscribe' || request.channel === '/meta/unsubscribe') {
      if (!returning) addSubscription(acts, groups, step);
    } else if (request.channel !== null && !isMeta(request.channel)) {
      returning = false;
      acts.push({
        kind: 'publish',
        seq: row.seq,
        at: row.at,
        channel: request.channel,
        data: request.data === undefined ? null : textOf(request.data),
        reply: reply === null ? null : recordedReply(exchange, reply),
      });
    }
  }
  return acts.map((act, index) => {
    const group = groups.get(index);
    if (group === undefined || act.kind !== 'subscribe') return act;
    return { ...act, subscribed: [...group.subscribed], unsubscribed: [...group.unsubscribed] };
  });
}

/** What is subscribed to and unsubscribed from in an act, by its index, until all of it is known. */
type SubscribeGroups = Map<
  number,
  { readonly subscribed: Set<string>; readonly unsubscribed: Set<string> }
>;

function addSubscription(acts: BareAct[], groups: SubscribeGroups, { request, row }: Turn): void {
  let group = groups.get(acts.length - 1);
  if (group === undefined) {
    group = { subscribed: new Set(), unsubscribed: new Set() };
    groups.set(acts.length, group);
    acts.push({ kind: 'subscribe', seq: row.seq, at: row.at, subscribed: [], unsubscribed: [] });
  }
  const { subscribed, unsubscribed } = group;
  for (const channel of request.subscriptions) {
    const [to, from] =
      request.channel === '/meta/subscribe'
        ? [subscribed, unsubscribed]
        : [unsubscribed, subscribed];
    from.delete(channel);
    to.add(channel);
  }
}

function inOrder(
  calls: readonly RecordedExchange[],
  turns: readonly Turn[],
): readonly (RecordedExchange | Turn)[] {
  const seqOf = (step: RecordedExchange | Turn): number =>
    'request' in step ? step.row.seq : step.seq;
  return [...calls, ...turns].toSorted((a, b) => seqOf(a) - seqOf(b));
}
