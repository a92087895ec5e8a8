import { missLines } from '../../report/miss-text.js';
import type { Miss } from '../matching/miss.js';
import type { NotedNotification } from './live-book.js';
import type { LiveCall, LiveNotification } from './live-call.js';
import { misfitsOfCall, misfitsOfNotification } from './misfits.js';
import { givenJson } from './pushed-notification.js';
import type { CallFilter, NotificationFilter } from './wanted.js';

/** What is told of each kind, the latest or nearest first; nobody reads more. */
const most = 5;
/** Characters of a value that are told. */
const longest = 120;

/** What is waited for. */
export type Wanted = { readonly call: CallFilter } | { readonly notification: NotificationFilter };

/** Says what was waited for. */
export function describeWanted(wanted: Wanted): string {
  const [kind, filter] =
    'call' in wanted
      ? (['call', wanted.call] as const)
      : (['notification', wanted.notification] as const);
  if (typeof filter === 'function') {
    return `a ${kind} that ${filter.name === '' || filter.name === kind ? 'the given function' : filter.name} says yes to`;
  }
  const parts = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${name} ${name === 'contains' ? containedText(value) : filterText(value)}`,
    );
  return parts.length === 0 ? `a ${kind}` : `a ${kind} with ${parts.join(', ')}`;
}

function filterText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : shortened(String(value));
}

function containedText(value: unknown): string {
  return shortened(givenJson(value, 'what a filter contains', 'a filter'));
}

/** Lines that say what came instead of a call, the nearest first, and what was missed. */
export function insteadOfCall(
  filter: CallFilter,
  calls: readonly LiveCall[],
  misses: readonly Miss[],
): readonly string[] {
  return [
    ...nearestFirst('call', calls, (each) => misfitsOfCall(filter, each), callLine),
    ...missesTold(misses),
  ];
}

/** Lines that say what came instead of a notification, the nearest first, and what was missed. */
export function insteadOfNotification(
  filter: NotificationFilter,
  notifications: readonly NotedNotification[],
  misses: readonly Miss[],
): readonly string[] {
  return [
    ...nearestFirst(
      'notification',
      notifications,
      ({ live }) => misfitsOfNotification(filter, live),
      ({ live, why }) =>
        `${notificationLine(live)}${live.state === 'sent' ? '' : ` (${live.state}: ${shortened(why())})`}`,
    ),
    ...missesTold(misses),
  ];
}

function nearestFirst<T>(
  kind: string,
  came: readonly T[],
  misfitsOf: (each: T) => readonly string[],
  line: (each: T) => string,
): readonly string[] {
  if (came.length === 0) return [`  no ${kind} came at all`];
  const ranked = came
    .map((each) => ({ each, misfits: misfitsOf(each) }))
    .reverse()
    .toSorted((a, b) => a.misfits.length - b.misfits.length);
  return [
    `  ${came.length} came, the nearest:`,
    ...ranked
      .slice(0, most)
      .map(
        ({ each, misfits }) =>
          `    ${line(each)}${misfits.length === 0 ? '' : `; differs in ${shortened(misfits.join(', '))}`}`,
      ),
  ];
}

function callLine({ method, path, operation, user, status }: LiveCall): string {
  const answer = status === null ? 'not answered yet' : String(status);
  return `${method} ${shortened(path)}${operation === null ? '' : ` ${shortened(operation)}`} of ${user ?? 'an unknown user'}, ${answer}`;
}

function notificationLine({ channel, data, user }: LiveNotification): string {
  return `${shortened(channel)} for ${user ?? 'an unknown user'} ${shortened(data)}`;
}

function missesTold(misses: readonly Miss[]): readonly string[] {
  if (misses.length === 0) return [];
  const latest = misses
    .slice(-most)
    .map((each) => ({ ...each, nearest: each.nearest.slice(0, 1) }));
  return [
    `  ${misses.length === 1 ? '1 miss' : `${misses.length} misses`}:`,
    ...missLines(latest, (left) => `  and ${left} more`).map((line) => `  ${line}`),
  ];
}

/** On one line, whatever a recording or a desktop says. */
function shortened(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
