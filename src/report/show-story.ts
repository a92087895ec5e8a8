import { type Cell, type Column, line, widest } from './columns.js';
import type { NameOf } from './names.js';
import type { Paint } from './paint.js';
import type { Story } from './story.js';
import { type StoryRow, storyRows } from './story-row.js';

const LINE = 100;
const NARROWEST_CALL = 30;
const LONGEST_NOTIFICATION = 44;

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
  const head: StoryRow = {
    kind: 'call',
    start: [{ text: 'id' }, { text: 'at' }, { text: 'user' }],
    text: () => 'call',
    end: [{ text: 'status' }, { text: 'took' }, { text: 'ref' }],
  };
  const rows = storyRows(story, start, nameOf);
  const columns = layOut([head, ...rows]);
  yield paint(
    'faint',
    layLine(head, columns, (_tone, text) => text),
  );
  for (const row of rows) yield layLine(row, columns, paint);
}

type Columns = Readonly<Record<StoryRow['kind'], readonly Column[]>>;

function layOut(rows: readonly StoryRow[]): Columns {
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

function layLine(row: StoryRow, columns: Columns, paint: Paint): string {
  const own = columns[row.kind];
  const text: Cell = { text: row.text(own[3]?.width ?? LINE), tone: row.textTone ?? 'plain' };
  return line([...row.start, text, ...row.end], own, paint);
}
