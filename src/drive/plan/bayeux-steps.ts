import { saysUnknownClient } from '../../acts/recorded-reply.js';
import type { RecordedTabs } from '../../acts/recorded-tabs.js';
import type { Turn } from '../../acts/turns.js';
import { isMeta } from '../../bayeux/channel.js';
import { member } from '../../json/node.js';
import type { ClientTransport } from '../client/client-transport.js';
import type { BayeuxAct, BayeuxStep, HandshakeStep } from './step.js';

/** A step before it is known what it waits for. */
export type BareBayeuxStep = (
  | Omit<HandshakeStep, 'awaits' | 'answer' | 'took'>
  | Omit<BayeuxStep, 'awaits' | 'answer' | 'took'>
) & {
  /** Where its answer stands; null if it is not waited for. */
  readonly answered: Answered | null;
};

export interface Answered {
  readonly seq: number;
  readonly at: number;
}

/**
 * What a session's tabs asked of the Bayeux server, in wire order. Connects are the client's own business, and so is what follows
 * a 402: it shakes hands and subscribes again by itself, if the live server says 402 too.
 *
 * @param turns all of the session, connects included
 */
export function bayeuxSteps(turns: readonly Turn[], tabs: RecordedTabs): BareBayeuxStep[] {
  const transports = transportsOf(turns);
  const steps: BareBayeuxStep[] = [];
  /** The exchange whose messages the last step is made of. */
  let open = null as { readonly exchange: number; readonly acts: BayeuxAct[] } | null;
  const shaken = new Set<number>();
  let expelled = false;
  let returning = false;
  for (const turn of turns) {
    const { request, reply, row, exchange } = turn;
    const shakesHands = request.channel === '/meta/handshake';
    if (reply !== null && !shakesHands && saysUnknownClient(reply)) {
      expelled = true;
      continue;
    }
    if (shakesHands) {
      open = null;
      const successful = reply?.successful === true;
      const tab = tabs.of(reply?.clientId ?? null);
      // A client of which the recording has no handshake before can't shake hands by itself.
      if (expelled && successful && shaken.has(tab)) returning = true;
      else if (successful || (!expelled && exchange.outcome === 'complete')) {
        if (successful) shaken.add(tab);
        const ext = member(request.ext, 'ack');
        steps.push({
          kind: 'handshake',
          seq: row.seq,
          at: row.at,
          name: 'handshake',
          tab,
          exchange,
          transport: transports.get(reply?.clientId ?? '') ?? transportOf(turn),
          ack: ext?.kind === 'literal' && ext.value === true,
          successful,
          answered: answeredOf(turn),
        });
      }
      if (successful) expelled = false;
      continue;
    }
    const acts = actsOf(turn);
    const subscribes = /^\/meta\/(?:un)?subscribe$/u.test(request.channel ?? '');
    if (acts.length === 0 || (returning && subscribes)) continue;
    if (!subscribes) returning = false;
    const last = steps.at(-1);
    if (open?.exchange === exchange.id && last?.kind === 'bayeux') {
      open.acts.push(...acts);
      const answered = answeredOf(turn);
      const name = `${last.name}, ${nameOf(acts)}`;
      const late = answered !== null && answered.seq >= (last.answered?.seq ?? 0);
      steps[steps.length - 1] = { ...last, name, answered: late ? answered : last.answered };
      continue;
    }
    steps.push({
      kind: 'bayeux',
      seq: row.seq,
      at: row.at,
      name: nameOf(acts),
      tab: tabs.of(request.clientId),
      acts,
      answered: answeredOf(turn),
    });
    // Frames of a websocket are requests of their own.
    open = exchange.kind === 'websocket' ? null : { exchange: exchange.id, acts };
  }
  return steps;
}

function actsOf({ request, row }: Turn): BayeuxAct[] {
  const { channel, subscriptions } = request;
  if (channel === '/meta/subscribe' || channel === '/meta/unsubscribe') {
    const kind = channel === '/meta/subscribe' ? 'subscribe' : 'unsubscribe';
    return subscriptions.map((each) => ({ kind, channel: each }));
  }
  if (channel === '/meta/disconnect') return [{ kind: 'disconnect' }];
  return channel === null || isMeta(channel) ? [] : [{ kind: 'publish', channel, row }];
}

function nameOf(acts: readonly BayeuxAct[]): string {
  return acts
    .map((act) => (act.kind === 'disconnect' ? act.kind : `${act.kind} ${act.channel}`))
    .join(', ');
}

function answeredOf({ exchange, reply, replyRow }: Turn): Answered | null {
  if (replyRow === null || reply === null) {
    // A refusal in HTTP, for instance.
    const { responseSeq, endedAt, outcome } = exchange;
    if (exchange.kind === 'websocket' || responseSeq === null || outcome !== 'complete')
      return null;
    return { seq: responseSeq, at: endedAt ?? exchange.startedAt };
  }
  // A whole response is what a client acts upon.
  const end = exchange.kind === 'websocket' ? null : exchange.responseSeq;
  return { seq: Math.max(end ?? 0, replyRow.seq), at: replyRow.at };
}

/** Over which transport each clientId connected. */
function transportsOf(turns: readonly Turn[]): ReadonlyMap<string, ClientTransport> {
  const transports = new Map<string, ClientTransport>();
  for (const turn of turns) {
    const { clientId, channel } = turn.request;
    if (channel !== '/meta/connect' || clientId === null || transports.has(clientId)) continue;
    transports.set(clientId, transportOf(turn));
  }
  return transports;
}

function transportOf({ exchange }: Turn): ClientTransport {
  if (exchange.kind === 'websocket') return 'websocket';
  return exchange.method === 'GET' ? 'callback-polling' : 'long-polling';
}
