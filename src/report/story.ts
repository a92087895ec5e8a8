import type { Cause } from '../correlate/cause.js';
import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { defaultRules } from '../correlate/default-rules.js';
import { isSilentPath, operationInPath } from '../correlate/path-template.js';
import { resourceOf, statusCode } from '../correlate/recorded/correlation-events.js';
import type { Gap, Link, Outcome } from '../recording/exchange.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../recording/reader.js';
import { indexLinks } from './link-index.js';
import type { CauseOf } from './row-json.js';

/** A call with all that answered it. */
export interface StoryCall {
  readonly type: 'call';
  readonly id: number;
  readonly seq: number;
  readonly session: number | null;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly status: number | null;
  readonly statusCode: number | null;
  /** Whether calls on its path expect no notification. */
  readonly isSilent: boolean;
  readonly outcome: Outcome;
  /** Milliseconds; null while there is no answer. */
  readonly latency: number | null;
  readonly reference: string | null;
  /** Copies included, by `seq`. */
  readonly notifications: readonly StoryAnswer[];
}

export interface StoryNotification {
  readonly type: 'notification';
  readonly id: number;
  readonly seq: number;
  readonly session: number | null;
  readonly at: number;
  readonly messageType: string | null;
  readonly state: string | null;
  readonly resource: string | null;
  /** What it follows in a replay; null if nobody plays it. */
  readonly cause: Cause | null;
}

/** A notification below the call that it answers. */
export interface StoryAnswer {
  readonly notification: StoryNotification;
  readonly link: Link;
  /** It came while the call had no answer yet. */
  readonly beforeResponse: boolean;
}

export interface StoryGap {
  readonly type: 'gap';
  readonly at: number;
  readonly gap: Gap;
}

/** What happened in a recording, in time order, without the bodies. */
export interface Story {
  readonly entries: readonly (StoryCall | StoryNotification | StoryGap)[];
  readonly totals: StoryTotals;
}

export interface StoryTotals {
  readonly calls: number;
  /** Calls that at least one notification answered. */
  readonly answered: number;
  readonly notifications: number;
  readonly correlated: number;
  readonly copies: number;
  /** Correlated notifications by rule, most first. */
  readonly rules: readonly (readonly [rule: string, count: number])[];
  readonly safe: number;
  readonly bayeux: number;
  readonly messages: number;
  readonly websockets: number;
  /** Exchanges of each kind whose end is not recorded. */
  readonly open: Readonly<Record<RecordedExchange['kind'], number>>;
}

/** Collects the story of a recording; its size follows the number of calls and notifications. */
export function tellStory(
  recording: Recording,
  links: readonly Link[],
  rules: CorrelationRules = defaultRules,
  causeOf: CauseOf = () => null,
): Story {
  const counts = { safe: 0, bayeux: 0, websocket: 0, call: 0 };
  const open = { safe: 0, bayeux: 0, websocket: 0, call: 0 };
  const asked: RecordedCall[] = [];
  for (const exchange of recording.exchanges()) {
    counts[exchange.kind] += 1;
    if (exchange.outcome === 'open') open[exchange.kind] += 1;
    if (exchange.kind === 'call') asked.push(recordedCall(exchange, rules));
  }
  const answers = new Map<number, Answer[]>(asked.map(({ call }) => [call.id, []]));
  // A link of a damaged file may name a call that is not there.
  const index = indexLinks(links.filter((link) => answers.has(link.call)));
  const unsolicited: StoryNotification[] = [];
  let messages = 0;
  for (const message of recording.messages()) {
    messages += 1;
    if (message.notification === null) continue;
    const notification = storyNotification(message, rules, causeOf(message.id));
    const link = index.ofNotification(message.id);
    if (link === null) unsolicited.push(notification);
    else answers.get(link.call)?.push({ notification, link });
  }
  const calls = asked.map((each) => storyCall(each, answers.get(each.call.id) ?? []));
  const made = calls.flatMap((call) => call.notifications.map(({ link }) => link));
  return {
    entries: withGaps(
      [...calls, ...unsolicited].sort((a, b) => a.seq - b.seq),
      recording.info.gaps,
    ),
    totals: {
      calls: calls.length,
      answered: calls.filter(isAnswered).length,
      notifications: made.length + unsolicited.length,
      correlated: made.length,
      copies: made.filter((link) => link.copy).length,
      rules: countRules(made),
      safe: counts.safe,
      bayeux: counts.bayeux,
      messages,
      websockets: counts.websocket,
      open,
    },
  };
}

/** Whether a notification, no mere copy of one, answers the call. */
export function isAnswered(call: StoryCall): boolean {
  return call.notifications.some(({ link }) => !link.copy);
}

type Answer = Omit<StoryAnswer, 'beforeResponse'>;

interface RecordedCall {
  readonly call: Omit<StoryCall, 'notifications'>;
  readonly responseSeq: number | null;
}

function recordedCall(exchange: RecordedExchange, rules: CorrelationRules): RecordedCall {
  const { id, session, seq, method, path, status, outcome, responseSeq } = exchange;
  const { startedAt: at, endedAt } = exchange;
  return {
    call: {
      type: 'call',
      id,
      session,
      seq,
      at,
      method,
      path,
      operation: exchange.operation ?? operationInPath(path, rules),
      status,
      statusCode: statusCode(exchange, rules),
      isSilent: isSilentPath(path, rules),
      outcome,
      latency: endedAt === null ? null : endedAt - at,
      reference: exchange.responseReference ?? exchange.requestReference,
    },
    responseSeq,
  };
}

function storyCall({ call, responseSeq }: RecordedCall, answers: readonly Answer[]): StoryCall {
  return {
    ...call,
    notifications: answers.map((answer) => ({
      ...answer,
      beforeResponse: responseSeq !== null && answer.notification.seq < responseSeq,
    })),
  };
}

function storyNotification(
  message: RecordedMessage,
  rules: CorrelationRules,
  cause: Cause | null,
): StoryNotification {
  const resource = resourceOf(message, rules);
  return {
    type: 'notification',
    id: message.id,
    session: message.session,
    seq: message.seq,
    at: message.at,
    messageType: message.notification?.messageType ?? null,
    state: resource?.state ?? null,
    resource: resource?.id ?? null,
    cause,
  };
}

function countRules(links: readonly Link[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { rule } of links) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Puts each gap before the first entry that lies after its beginning. */
function withGaps(
  entries: readonly (StoryCall | StoryNotification)[],
  gaps: readonly Gap[],
): Story['entries'] {
  const waiting = gaps
    .map((gap): StoryGap => ({ type: 'gap', at: gap.from, gap }))
    .sort((a, b) => a.at - b.at);
  const merged: Story['entries'][number][] = [];
  for (const entry of entries) {
    while (waiting[0] !== undefined && waiting[0].at < entry.at) {
      merged.push(...waiting.splice(0, 1));
    }
    merged.push(entry);
  }
  return [...merged, ...waiting];
}
