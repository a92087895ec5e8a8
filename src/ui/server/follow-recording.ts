import type { Timeline } from '../../recording/timeline.js';
import type { WirePlace } from '../../recording/wire-places.js';
import type { LinkIndex } from '../../report/link-index.js';
import { nextTurn } from '../../time/next-turn.js';
import type { Row } from '../protocol/row.js';
import { columnsOf } from '../protocol/row-columns.js';
import { exchangeRow, messageRow } from './recorded-rows.js';
import type { RecordedSource } from './recorded-source.js';
import type { Listener } from './source.js';

/** Rows that a page is sent at most; it can ask for those after them. */
export const MOST_ROWS = 300_000;
/** Rows that are sent at a time. */
const PAGE = 5_000;

/** Sends all rows after a place, then what changes while a recorder is at work. */
export async function followRecording(
  source: RecordedSource,
  after: number,
  listener: Listener,
): Promise<void> {
  const { head, count, sessions } = source.look((timeline) => ({
    head: source.headOf(timeline.info),
    count: timeline.count(MOST_ROWS),
    sessions: timeline.sessions(),
  }));
  await listener.send({ type: 'head', head, rows: count });
  await listener.send({
    type: 'sessions',
    sessions: sessions.map((each) => ({ ...each, plays: null })),
  });
  const places = await placesAfter(source, after, MOST_ROWS + 1);
  const sent = places.slice(0, MOST_ROWS);
  const answers = source.look((timeline) => answersIn(source, timeline, sent));
  for (let at = 0; at < sent.length; at += PAGE) {
    const page = sent.slice(at, at + PAGE);
    const rows = source.look((timeline) =>
      rowsOf(timeline, source.linksMade(timeline.info), page, answers),
    );
    await listener.send({ type: 'rows', columns: columnsOf(rows) });
  }
  await listener.send({
    type: 'caught-up',
    live: false,
    more: places.length > sent.length,
  });
}

/** Lets others have a turn now and then. */
async function placesAfter(
  source: RecordedSource,
  after: number,
  most: number,
): Promise<readonly WirePlace[]> {
  const timeline = source.openTimeline();
  try {
    const places = timeline.places(after, most);
    for (;;) {
      const next = places.next();
      if (next.done === true) return next.value;
      await new Promise<void>(nextTurn);
    }
  } finally {
    timeline.close();
  }
}

function answersIn(
  source: RecordedSource,
  timeline: Timeline,
  places: readonly WirePlace[],
): ReadonlyMap<number, number> {
  const calls = new Set(places.filter(({ of }) => of === 'request').map(({ id }) => id));
  const made = source.linksMade(timeline.info);
  if (made === null) {
    return new Map([...timeline.answers(calls)].map(([call, { length }]) => [call, length]));
  }
  return new Map(
    [...calls].map((call) => [call, made.ofCall(call).filter((link) => !link.copy).length]),
  );
}

function rowsOf(
  timeline: Timeline,
  made: LinkIndex | null,
  places: readonly WirePlace[],
  answers: ReadonlyMap<number, number>,
): readonly Row[] {
  const ids = (of: WirePlace['of']): number[] =>
    places.filter((place) => place.of === of).map(({ id }) => id);
  return [
    ...timeline
      .exchanges(ids('request'))
      .map((line) => exchangeRow(line, answers.get(line.id) ?? 0)),
    ...timeline
      .messages(ids('message'))
      .map((line) => messageRow(line, made === null ? line.link : made.ofNotification(line.id))),
  ].sort((a, b) => a.seq - b.seq);
}
