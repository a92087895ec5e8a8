import type { ComparedRecording, DiffResult, IgnoredCount } from '../../diff/difference.js';
import { line, widest } from '../columns.js';
import type { Paint } from '../paint.js';
import { plural } from '../plural.js';
import { printable } from '../printable.js';
import { shorten } from '../shorten.js';
import { comparedWords, kindWords, overviewOf, recordingWords } from './overview.js';

const TITLE = 11;
const LONGEST_NAME = 100;
const SHORTEST_NAME = 30;

/** Which recordings were compared, what of them, what is different in short, and what was ignored. */
export function* overviewLines(result: DiffResult, paint: Paint, width: number): Generator<string> {
  yield* recordingLines('Baseline', result.baseline, paint);
  yield* recordingLines('Candidate', result.candidate, paint);
  yield fact('Compared', comparedWords(result.compared), paint);
  yield* ignoredLines(result.ignored, paint);
  if (result.same) return;
  const { kinds, operations } = overviewOf(result);
  yield '';
  yield paint('heading', 'Differences');
  yield* tableLines(
    kinds.map(([kind, count]) => [String(count), kind]),
    paint,
  );
  yield '';
  yield paint('heading', 'Operations');
  const rows = operations.map(({ operation, count, kinds: its }) => ({
    count: String(count),
    name: printable(operation),
    words: kindWords(its),
  }));
  const longest = roomForNames(rows, width);
  yield* tableLines(
    rows.map(({ count, name, words }) => [count, shorten(name, longest), words]),
    paint,
  );
}

/** On a narrow terminal names are shortened, so that a line stays one: below they stand whole. */
function roomForNames(
  rows: readonly { readonly count: string; readonly words: string }[],
  width: number,
): number {
  if (width >= LONGEST_NAME) return LONGEST_NAME;
  const columns = [rows.map(({ count }) => count), rows.map(({ words }) => words)];
  const others = columns.reduce((sum, texts) => sum + 2 + widest(texts, width), 2);
  return Math.max(SHORTEST_NAME, width - others);
}

function* recordingLines(
  title: string,
  recording: ComparedRecording,
  paint: Paint,
): Generator<string> {
  const { file, label } = recording;
  yield fact(title, label === null ? file : `${file}, ${label}`, paint);
  for (const words of recordingWords(recording)) yield fact('', words, paint);
}

function* ignoredLines(ignored: readonly IgnoredCount[], paint: Paint): Generator<string> {
  const places = ignored.reduce((sum, { count }) => sum + count, 0);
  if (places === 0) return yield fact('Ignored', 'nothing', paint);
  yield fact('Ignored', `${plural(places, 'place')} by ${plural(ignored.length, 'rule')}`, paint);
  yield* tableLines(
    ignored.map(({ rule, count }) => [String(count), shorten(printable(rule), LONGEST_NAME)]),
    paint,
  );
}

/** Counts to the right, then what is counted. */
function* tableLines(rows: readonly (readonly string[])[], paint: Paint): Generator<string> {
  const columns = [0, 1, 2].map((at) => ({
    width: widest(
      rows.map((row) => row[at] ?? ''),
      LONGEST_NAME,
    ),
    align: at === 0 ? ('right' as const) : ('left' as const),
  }));
  for (const row of rows) {
    yield line(
      row.map((text, at) => ({ text, tone: at === 2 ? 'faint' : 'plain' })),
      columns,
      paint,
    );
  }
}

function fact(title: string, value: string, paint: Paint): string {
  return `${paint('heading', title.padEnd(TITLE))}${printable(value)}`;
}
