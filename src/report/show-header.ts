import { isoTime } from '../recording/iso-time.js';
import type { Recording, RecordingInfo } from '../recording/reader.js';
import { line, widest } from './columns.js';
import { duration, stopwatch } from './duration.js';
import type { NameOf } from './names.js';
import type { Paint } from './paint.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';
import type { Story } from './story.js';

const TITLE = 11;
/** Names of a list that are told one by one, and their length. */
const MOST_NAMES = 20;
const LONGEST_NAME = 60;
const LONGEST_WAIT = 300;

/** Which recording this is: said before its story is told, which takes a while for a large one. */
export function* showFacts({ file, info }: Recording, paint: Paint): Generator<string> {
  yield fact('Recording', file, paint);
  if (info.label !== null) yield fact('Label', info.label, paint);
  if (info.target !== null) yield fact('Target', info.target, paint);
  yield fact('Recorded', when(info), paint);
  if (info.series !== null) yield fact('Series', placeIn(info.series), paint);
}

/** Whether the recording is whole, and who was there. */
export function* showHeader(
  recording: Recording,
  story: Story,
  nameOf: NameOf,
  paint: Paint,
): Generator<string> {
  const { info } = recording;
  let title = 'State';
  for (const text of states(info, story.totals.open, paint)) {
    yield `${paint('heading', title.padEnd(TITLE))}${text}`;
    title = '';
  }
  if (info.only.length > 0) yield fact('Only', `calls of ${few(info.only)}`, paint);
  if (info.exclude.length > 0) yield fact('Excluded', few(info.exclude), paint);
  const { failedWaits } = info;
  if (failedWaits.length > 0) {
    const [first = ''] = failedWaits;
    const more = failedWaits.length > 1 ? `${failedWaits.length} failed, the first: ` : '';
    yield fact('Waits', `${more}${shorten(first, LONGEST_WAIT)}`, paint);
  }
  yield '';
  yield* sessionLines(recording, story, nameOf, paint);
}

function fact(name: string, value: string, paint: Paint): string {
  return `${paint('heading', name.padEnd(TITLE))}${printable(value)}`;
}

function placeIn({ id, part }: NonNullable<RecordingInfo['series']>): string {
  const name = shorten(id, LONGEST_NAME);
  if (part === 1) return `part 1 of ${name}`;
  return `part ${part} of ${name}: sessions and calls may have begun in an earlier file`;
}

/** A list for people, which a recording from elsewhere may have made long. */
function few(names: readonly string[]): string {
  const told = names.slice(0, MOST_NAMES).map((name) => shorten(name, LONGEST_NAME));
  const left = names.length - told.length;
  return told.join(', ') + (left > 0 ? ` and ${left} more` : '');
}

function when(info: RecordingInfo): string {
  const start = isoTime(info.startedAt).replace('T', ' ').replace('Z', ' UTC');
  return info.endedAt === null ? start : `${start}, for ${duration(info.endedAt - info.startedAt)}`;
}

function* states(
  info: RecordingInfo,
  open: Story['totals']['open'],
  paint: Paint,
): Generator<string> {
  const { interrupted, gaps } = info;
  if (interrupted)
    yield paint('bad', 'interrupted: the recorder did not close it, or is still at work');
  if (gaps.length > 0) {
    const lost = gaps.reduce((sum, gap) => sum + Math.max(0, gap.to - gap.from), 0);
    yield paint('bad', `${plural(gaps.length, 'gap')}, ${duration(lost)} in all`);
  }
  if (!interrupted && gaps.length === 0) yield paint('good', 'whole');
  const counts = [
    plural(open.call, 'call'),
    plural(open.safe, 'safe exchange'),
    plural(open.bayeux, 'Bayeux exchange'),
    plural(open.websocket, 'websocket'),
  ].filter((text) => !text.startsWith('0 '));
  if (counts.length > 0) yield `no end recorded of ${counts.join(', ')}`;
}

function* sessionLines(
  recording: Recording,
  story: Story,
  nameOf: NameOf,
  paint: Paint,
): Generator<string> {
  const sessions = recording.sessions();
  yield paint('heading', 'Sessions');
  if (sessions.length === 0) yield '  none';
  const counts = countBySession(story);
  const rows = sessions.map((session) => {
    const from = stopwatch(session.startedAt - recording.info.startedAt);
    const to =
      session.endedAt === null ? '' : stopwatch(session.endedAt - recording.info.startedAt);
    const count = counts.get(session.id);
    return [
      String(session.id),
      session.user === null ? 'user unknown' : nameOf(session.id),
      session.transport === null ? '–' : printable(session.transport),
      `${from} to ${to}`.trim(),
      plural(count?.calls ?? 0, 'call'),
      plural(count?.notifications ?? 0, 'notification'),
    ];
  });
  const columns = [0, 1, 2, 3, 4, 5].map((at) => ({
    width: widest(
      rows.map((row) => row[at] ?? ''),
      24,
    ),
    align: at === 0 || at > 3 ? ('right' as const) : ('left' as const),
  }));
  for (const row of rows) {
    yield line(
      row.map((text, at) => ({ text, tone: at === 1 ? 'strong' : 'plain' })),
      columns,
      paint,
    );
  }
  yield '';
}

interface Count {
  calls: number;
  notifications: number;
}

function countBySession(story: Story): ReadonlyMap<number | null, Count> {
  const counts = new Map<number | null, Count>();
  const add = (session: number | null, what: keyof Count): void => {
    const count = counts.get(session) ?? { calls: 0, notifications: 0 };
    count[what] += 1;
    counts.set(session, count);
  };
  for (const entry of story.entries) {
    if (entry.type === 'notification') add(entry.session, 'notifications');
    if (entry.type !== 'call') continue;
    add(entry.session, 'calls');
    for (const { notification } of entry.notifications) add(notification.session, 'notifications');
  }
  return counts;
}
