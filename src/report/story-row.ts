import { callText, outcomeText, statusText } from './call-text.js';
import { causeWords } from './cause-words.js';
import type { Cell } from './columns.js';
import { duration, stopwatch } from './duration.js';
import type { NameOf } from './names.js';
import type { Tone } from './paint.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';
import {
  isAnswered,
  type Story,
  type StoryAnswer,
  type StoryCall,
  type StoryGap,
  type StoryNotification,
} from './story.js';

const LONGEST_REFERENCE = 12;
const LONGEST_RESOURCE = 40;
const LONGEST_REASON = 80;

/**
 * A line before it is laid out. All share the columns at its start; what follows is laid out among
 * calls and among notifications.
 */
export interface StoryRow {
  readonly kind: 'call' | 'notification' | 'note';
  readonly start: readonly [id: Cell, at: Cell, who: Cell];
  readonly text: (width: number) => string;
  readonly textTone?: Tone;
  readonly end: readonly Cell[];
}

/** The lines of a story: calls with their notifications, unsolicited ones and gaps, at `start` or later. */
export function storyRows(story: Story, start: number, nameOf: NameOf): readonly StoryRow[] {
  return story.entries.flatMap((entry) => {
    if (entry.type === 'call') return callRows(entry, start, nameOf);
    return [entry.type === 'gap' ? gapRow(entry, start) : unsolicitedRow(entry, start, nameOf)];
  });
}

function callRows(call: StoryCall, start: number, nameOf: NameOf): readonly StoryRow[] {
  const flaw = outcomeText(call.outcome);
  const failed = call.status === null || call.status >= 400 || flaw !== null;
  const ok = (call.statusCode ?? 0) === 0;
  const reference = call.reference === null ? '' : printable(call.reference);
  const row: StoryRow = {
    kind: 'call',
    start: [
      { text: String(call.id), tone: 'faint' },
      { text: stopwatch(call.at - start) },
      { text: nameOf(call.session) },
    ],
    text: (width) => callText(call, width),
    textTone: 'strong',
    end: [
      {
        text: statusText(call.status, call.statusCode),
        tone: failed ? 'bad' : ok ? 'good' : 'warning',
      },
      { text: call.latency === null ? '' : duration(call.latency) },
      { text: shorten(reference, LONGEST_REFERENCE) },
    ],
  };
  return [
    row,
    ...(flaw === null ? [] : [noteRow(flaw, 'bad')]),
    ...call.notifications.map((answer) => answerRow(answer, call, nameOf)),
    ...(isAnswered(call) || failed || !ok || call.isSilent
      ? []
      : [noteRow(nothingCame(call), 'warning')]),
  ];
}

/** Said of a call that succeeded and on whose path a notification is expected. */
function nothingCame(call: StoryCall): string {
  return call.notifications.length === 0 ? 'no notification' : 'no notification but copies';
}

function answerRow(
  { notification, link, beforeResponse }: StoryAnswer,
  call: StoryCall,
  nameOf: NameOf,
): StoryRow {
  const { cause } = notification;
  const after = notification.at - call.at;
  const words = [
    ...(link.copy ? ['copy'] : []),
    printable(link.rule),
    ...(beforeResponse ? ['before answer'] : []),
    ...(cause !== null && (cause.overridden || cause.class === 'consequence')
      ? [causeWords(cause)]
      : []),
  ];
  return {
    kind: 'notification',
    start: [
      { text: '' },
      { text: `${after < 0 ? '' : '+'}${duration(after)}`, tone: 'faint' },
      { text: nameOf(notification.session) },
    ],
    text: (width) => shorten(`  ${notificationText(notification)}`, width),
    end: [{ text: words.join(', '), tone: link.copy ? 'faint' : 'plain' }],
  };
}

function unsolicitedRow(notification: StoryNotification, start: number, nameOf: NameOf): StoryRow {
  const about =
    notification.resource === null
      ? []
      : [shorten(printable(notification.resource), LONGEST_RESOURCE)];
  const follows = notification.cause === null ? [] : [causeWords(notification.cause)];
  return {
    kind: 'notification',
    start: [
      { text: '' },
      { text: stopwatch(notification.at - start) },
      { text: nameOf(notification.session) },
    ],
    text: (width) => shorten(notificationText(notification), width),
    end: [
      {
        text: [notification.cause?.class ?? 'unsolicited', ...about, ...follows].join(', '),
        tone: 'warning',
      },
    ],
  };
}

function notificationText({ messageType, state }: StoryNotification): string {
  return [messageType ?? 'notification', state]
    .filter((word) => word !== null)
    .map(printable)
    .join(' ');
}

function gapRow({ at, gap }: StoryGap, start: number): StoryRow {
  const words = `gap of ${duration(gap.to - gap.from)}: ${shorten(printable(gap.reason), LONGEST_REASON)}`;
  return {
    ...noteRow(words, 'bad'),
    start: [{ text: '' }, { text: stopwatch(at - start) }, { text: '' }],
  };
}

function noteRow(text: string, textTone: Tone): StoryRow {
  const nothing = { text: '' };
  return {
    kind: 'note',
    start: [nothing, nothing, nothing],
    text: () => `! ${text}`,
    textTone,
    end: [],
  };
}
