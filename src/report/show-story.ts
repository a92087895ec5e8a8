import { callText, outcomeText, statusText } from './call-text.js';
import { type Cell, type Column, line, widest } from './columns.js';
import { duration, stopwatch } from './duration.js';
import type { NameOf } from './names.js';
import type { Paint, Tone } from './paint.js';
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

const LINE = 100;
const NARROWEST_CALL = 30;
const LONGEST_REFERENCE = 12;
const LONGEST_NOTIFICATION = 44;

/**
 * A line before it is laid out. All share the columns at its start; what follows is laid out among
 * calls and among notifications.
 */
interface Row {
  readonly kind: 'call' | 'notification' | 'note';
  readonly start: readonly [id: Cell, at: Cell, who: Cell];
  readonly text: (width: number) => string;
  readonly textTone?: Tone;
  readonly end: readonly Cell[];
}

/** Calls in time order, each with its notifications below; what no call explains stands at its own time. */
export function* showStory(
  story: Story,
  start: number,
  nameOf: NameOf,
  paint: Paint,
): Generator<string> {
  yield paint('heading', 'Calls');
  if (story.entries.length === 0) yield '  none';
  else yield* storyLines(story, start, nameOf, paint);
  yield '';
}

function* storyLines(story: Story, start: number, nameOf: NameOf, paint: Paint): Generator<string> {
  const head: Row = {
    kind: 'call',
    start: [{ text: 'id' }, { text: 'at' }, { text: 'user' }],
    text: () => 'call',
    end: [{ text: 'status' }, { text: 'took' }, { text: 'ref' }],
  };
  const rows = story.entries.flatMap((entry) => {
    if (entry.type === 'call') return callRows(entry, start, nameOf);
    return [entry.type === 'gap' ? gapRow(entry, start) : unsolicitedRow(entry, start, nameOf)];
  });
  const columns = layOut([head, ...rows]);
  yield paint(
    'faint',
    layLine(head, columns, (_tone, text) => text),
  );
  for (const row of rows) yield layLine(row, columns, paint);
}

function callRows(call: StoryCall, start: number, nameOf: NameOf): readonly Row[] {
  const flaw = outcomeText(call.outcome);
  const failed = call.status === null || call.status >= 400 || flaw !== null;
  const ok = (call.statusCode ?? 0) === 0;
  const reference = call.reference === null ? '' : printable(call.reference);
  const row: Row = {
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
    ...(isAnswered(call) ? [] : [noteRow(nothingCame(call), 'warning')]),
  ];
}

function nothingCame(call: StoryCall): string {
  return call.notifications.length === 0 ? 'no notification' : 'no notification but copies';
}

function answerRow(
  { notification, link, beforeResponse }: StoryAnswer,
  call: StoryCall,
  nameOf: NameOf,
): Row {
  const after = notification.at - call.at;
  const words = [
    ...(link.copy ? ['copy'] : []),
    printable(link.rule),
    ...(beforeResponse ? ['before answer'] : []),
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

function unsolicitedRow(notification: StoryNotification, start: number, nameOf: NameOf): Row {
  const about =
    notification.resource === null ? [] : [shorten(printable(notification.resource), 40)];
  return {
    kind: 'notification',
    start: [
      { text: '' },
      { text: stopwatch(notification.at - start) },
      { text: nameOf(notification.session) },
    ],
    text: (width) => shorten(notificationText(notification), width),
    end: [{ text: ['unsolicited', ...about].join(', '), tone: 'warning' }],
  };
}

function notificationText({ messageType, state }: StoryNotification): string {
  return [messageType ?? 'notification', state]
    .filter((word) => word !== null)
    .map(printable)
    .join(' ');
}

function gapRow({ at, gap }: StoryGap, start: number): Row {
  const words = `gap of ${duration(gap.to - gap.from)}: ${shorten(printable(gap.reason), 60)}`;
  return {
    ...noteRow(words, 'bad'),
    start: [{ text: '' }, { text: stopwatch(at - start) }, { text: '' }],
  };
}

function noteRow(text: string, textTone: Tone): Row {
  const nothing = { text: '' };
  return {
    kind: 'note',
    start: [nothing, nothing, nothing],
    text: () => `! ${text}`,
    textTone,
    end: [],
  };
}

type Columns = Readonly<Record<Row['kind'], readonly Column[]>>;

function layOut(rows: readonly Row[]): Columns {
  const startWidth = (at: number): number =>
    widest(
      rows.map((row) => row.start[at]?.text ?? ''),
      LINE,
    );
  const start: readonly Column[] = [
    { width: startWidth(0), align: 'right' },
    { width: startWidth(1), align: 'right' },
    { width: startWidth(2) },
  ];
  const calls = rows.filter((row) => row.kind === 'call');
  const end = [0, 1, 2].map((at) =>
    widest(
      calls.map((row) => row.end[at]?.text ?? ''),
      LINE,
    ),
  );
  const taken = [...start.map((column) => column.width), ...end].reduce(
    (sum, width) => sum + 2 + width,
    2,
  );
  const room = Math.max(NARROWEST_CALL, LINE - taken);
  const notifications = rows.filter((row) => row.kind === 'notification');
  return {
    call: [
      ...start,
      {
        width: widest(
          calls.map((row) => row.text(room)),
          room,
        ),
      },
      { width: end[0] ?? 0 },
      { width: end[1] ?? 0, align: 'right' },
      { width: end[2] ?? 0 },
    ],
    notification: [
      ...start,
      {
        width: widest(
          notifications.map((row) => row.text(LONGEST_NOTIFICATION)),
          LONGEST_NOTIFICATION,
        ),
      },
    ],
    note: start,
  };
}

function layLine(row: Row, columns: Columns, paint: Paint): string {
  const own = columns[row.kind];
  const text: Cell = { text: row.text(own[3]?.width ?? LINE), tone: row.textTone ?? 'plain' };
  return line([...row.start, text, ...row.end], own, paint);
}
