import type { LinkOf, Part } from '../acts/act.js';
import type { BayeuxAct } from '../acts/bayeux-acts.js';
import { recordedTabs } from '../acts/recorded-tabs.js';
import type { Received } from '../acts/turns.js';
import type { Visits } from '../acts/visits.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { notificationFacts } from '../correlate/facts.js';
import { resourceInPath } from '../correlate/path-template.js';
import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import type { RecordedExchange } from '../recording/reader.js';
import type { Alignable } from './align/align-calls.js';
import { type BayeuxReply, bayeuxReplies } from './compare-bayeux.js';
import type { Notice } from './notice.js';
import { type Interned, ownText } from './own-text.js';
import { pathLabel } from './path-label.js';

/** A call or another act of a session, once it is put together with its counterpart. */
export interface Done {
  /** Place in wire order. */
  readonly seq: number;
  /** Exchange id of a call; null for an act of Bayeux. */
  readonly callId: number | null;
}

/** The same as it is compared. */
export interface Step extends Done, Alignable {
  /** Null for an act of Bayeux. */
  readonly call: RecordedExchange | null;
}

/** A safe exchange. */
export interface Look {
  readonly seq: number;
  readonly exchange: RecordedExchange;
}

/** What is kept of a session until all are read: for its notifications may follow the calls of any. */
export interface KeptView {
  readonly user: string | null;
  readonly steps: readonly Done[];
  /** In wire order. */
  readonly notices: readonly Notice[];
}

/** What a desktop did and was given, as it is compared. */
export interface SessionView extends KeptView {
  readonly steps: readonly Step[];
  readonly looks: readonly Look[];
  readonly replies: readonly BayeuxReply[];
}

/** @param part null for what belongs to no session */
export function readView(
  part: Part | null,
  visits: Visits,
  linkOf: LinkOf,
  rules: CorrelationRules,
  names: Interned,
): SessionView {
  const { exchanges, acts, traffic } = readAll(part, visits);
  const tabs = recordedTabs(traffic.turns);
  const ids = new Ranks();
  const notices = traffic.notifications.map((received) => {
    const notice = noticeOf(received, tabs.of(received.row.clientId), linkOf, rules, names);
    if (notice.id !== null) ids.met(notice.id, notice.seq);
    return notice;
  });
  for (const { seq, kind, path } of exchanges) {
    const id = kind === 'call' ? resourceInPath(path, rules) : null;
    if (id !== null) ids.met(id, seq);
  }
  const rankOf = ids.inOrder();
  const calls = exchanges
    .filter(({ kind }) => kind === 'call')
    .map((call): Step => {
      const { method, path, operation, seq } = call;
      const key = JSON.stringify([method, pathLabel(path, rules), operation]);
      const id = resourceInPath(path, rules);
      return {
        seq,
        callId: call.id,
        call,
        key,
        exact: JSON.stringify([method, path, operation]),
        ranked: id === null ? key : `${key}#${rankOf.get(id)}`,
        id,
      };
    });
  return {
    user: part?.user ?? null,
    steps: [...calls, ...acts.map(bayeuxStep)].toSorted((a, b) => a.seq - b.seq),
    looks: exchanges
      .filter(({ kind }) => kind === 'safe')
      .map((exchange) => ({ seq: exchange.seq, exchange })),
    replies: bayeuxReplies(traffic.turns),
    notices,
  };
}

function readAll(part: Part | null, visits: Visits) {
  if (part !== null) {
    const { exchanges, traffic, bayeuxActs } = visits.visit(part);
    return { exchanges, acts: bayeuxActs(), traffic };
  }
  const exchanges = visits.existing(visits.survey().exchangesOf(null));
  return { exchanges, acts: [], traffic: visits.trafficOf(null, exchanges) };
}

function bayeuxStep(act: BayeuxAct): Step {
  const key = JSON.stringify([act.kind, act.kind === 'publish' ? act.channel : null]);
  return { seq: act.seq, callId: null, call: null, key, exact: key, ranked: key, id: null };
}

function noticeOf(
  { row, channel, data }: Received,
  tab: number,
  linkOf: LinkOf,
  rules: CorrelationRules,
  names: Interned,
): Notice {
  const facts = notificationFacts(parsed(data), rules);
  const link = linkOf(row.id);
  return {
    message: row.id,
    seq: row.seq,
    at: row.at,
    tab,
    channel: names.of(channel),
    messageType: names.of(facts.messageType),
    notificationType: names.of(facts.notificationType),
    reference: names.of(facts.reference),
    id: ownText(facts.resource?.id ?? null),
    state: names.of(facts.resource?.state ?? null),
    call: link?.call ?? null,
    copy: link?.copy ?? false,
  };
}

function parsed(text: string | null): JsonNode | null {
  return text === null ? null : tryParseJson(text);
}

/** Names ids by the order in which a session met them. */
class Ranks {
  readonly #first = new Map<string, number>();

  met(id: string, seq: number): void {
    this.#first.set(id, Math.min(seq, this.#first.get(id) ?? seq));
  }

  inOrder(): ReadonlyMap<string, number> {
    const ids = [...this.#first].toSorted(([, a], [, b]) => a - b);
    return new Map(ids.map(([id], rank) => [id, rank]));
  }
}
