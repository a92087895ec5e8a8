import { notices } from './notices.js';
import {
  type HttpSight,
  httpAnswers,
  type NotificationSight,
  notifications,
  type Transcript,
} from './transcript.js';

export interface CompareOptions {
  /**
   * Among which notifications order counts. `resource`, the default: those of one channel about one
   * interaction, for calls of several people overlap as they like. `channel`: all of a channel.
   */
  readonly orderWithin?: 'resource' | 'channel';
}

/**
 * How two desktops' transcripts differ, one readable line each; empty if they saw the same.
 *
 * Whether an answer or its notification came first is a race, so HTTP answers are compared with
 * each other, in order, and notifications with each other. Not compared are the values of what
 * servers make anew: cookies, CSRF tokens, the server's own origin. The ids of Bayeux messages,
 * clientIds and dates of HTTP are not in a transcript at all.
 */
export function compareTranscripts(
  first: Transcript,
  second: Transcript,
  { orderWithin = 'resource' }: CompareOptions = {},
): readonly string[] {
  const groups = [first, second].map((transcript) => {
    const own = groupsOf(transcript, orderWithin);
    const tabs = (transcript.tabs ?? []).flatMap((tab, index) =>
      [...groupsOf(tab, orderWithin)].map(
        ([name, seen]) => [`tab ${index + 2} ${name}`, seen] as const,
      ),
    );
    return new Map([...own, ...tabs]);
  });
  const names = [...new Set(groups.flatMap((group) => [...group.keys()]))];
  return names.flatMap((name) => {
    const [one, other] = groups.map((group) => group.get(name) ?? []);
    return compareLists(name, one ?? [], other ?? []);
  });
}

/** Something seen, as the lines that are compared. */
type Seen = readonly (readonly [what: string, value: string])[];

function groupsOf(transcript: Transcript, orderWithin: string): ReadonlyMap<string, Seen[]> {
  const groups = new Map<string, Seen[]>();
  const add = (name: string, seen: Seen): void => {
    groups.set(name, [...(groups.get(name) ?? []), seen]);
  };
  const { host, origin } = new URL(transcript.origin);
  const anonymous = (text: string): string =>
    text.replaceAll(origin, 'http://server').replaceAll(host, 'server');
  for (const sight of transcript.sights) {
    if (sight.kind === 'handshake') add('handshake', [['successful', String(sight.successful)]]);
    if (sight.kind === 'subscribe') {
      add(`subscribe ${sight.channel}`, [['successful', String(sight.successful)]]);
    }
  }
  for (const answer of httpAnswers(transcript)) add('http', seenAnswer(answer, anonymous));
  for (const notification of notifications(transcript)) {
    const [notice] = orderWithin === 'resource' ? notices([notification]) : [];
    const about = notice?.id ? ` about ${notice.id}` : '';
    add(`${notification.channel}${about}`, seenNotification(notification, anonymous));
  }
  return groups;
}

function seenAnswer(answer: HttpSight, anonymous: (text: string) => string): Seen {
  const headers = answer.headers.map(([name, value]) => {
    if (name === 'x-csrf-token') return `${name}: *`;
    // RFC 6265 §4.1.1: the value ends at the first semicolon.
    if (name === 'set-cookie') return `${name}: ${value.replace(/=[^;]*/, '=*')}`;
    return `${name}: ${anonymous(value)}`;
  });
  return [
    ['request', answer.request],
    ['status', String(answer.status)],
    ['headers', headers.join(', ')],
    ['body', anonymous(answer.body)],
  ];
}

function seenNotification(seen: NotificationSight, anonymous: (text: string) => string): Seen {
  return [['message', anonymous(seen.message)]];
}

function compareLists(name: string, one: readonly Seen[], other: readonly Seen[]): string[] {
  const longer = one.length >= other.length ? one : other;
  return longer.flatMap((_, index) => {
    const [here, there] = [one[index], other[index]];
    const place = `${name} ${index + 1}`;
    if (!here || !there) {
      return [`${place}: only in the ${here ? 'first' : 'second'}: ${brief(here ?? there ?? [])}`];
    }
    return here.flatMap(([what, value], position) => {
      const counterpart = there[position]?.[1] ?? '';
      if (value === counterpart) return [];
      const [left, right] = excerpts(value, counterpart);
      return [`${place} (${here[0]?.[1].slice(0, 80)}): ${what}: ${left} ≠ ${right}`];
    });
  });
}

const brief = (seen: Seen): string => seen.map(([, value]) => value.slice(0, 80)).join(' ');

/** Both texts from a little before the place where they part. */
function excerpts(one: string, other: string): readonly [string, string] {
  let parting = 0;
  while (parting < one.length && one[parting] === other[parting]) parting += 1;
  const from = Math.max(0, parting - 20);
  const excerpt = (text: string): string => JSON.stringify(text.slice(from, from + 60));
  return [excerpt(one), excerpt(other)];
}
