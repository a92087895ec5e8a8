import { byteSize } from '../byte-size.js';
import { duration } from '../duration.js';
import type { Paint, Tone } from '../paint.js';
import { plural } from '../plural.js';
import type { StatusFigures } from './status-figures.js';
import {
  correlatedWords,
  gapWords,
  latencyWords,
  queueWords,
  rateWords,
  uncorrelatedWords,
} from './status-words.js';

/** The room that a terminal has, and how it is painted. */
export interface BlockStyle {
  /** Cells of a line. */
  readonly columns: number;
  /** Lines. */
  readonly rows: number;
  readonly paint: Paint;
}

const TITLE = 15;

/** How a recorder is doing, as a few lines that fit a terminal, however small it is. */
export function statusBlock(
  file: string,
  figures: StatusFigures,
  { columns, rows, paint }: BlockStyle,
): readonly string[] {
  const bad = figures.inGap !== null;
  const lines: readonly (readonly [title: string, text: string, tone?: Tone])[] = [
    [
      'desktops',
      `${plural(figures.desktops, 'connection')}, ${plural(figures.websockets, 'websocket')} among them`,
    ],
    ['calls', `${rateWords(figures.callsPerSecond)}/s, ${figures.calls} in all`],
    [
      'notifications',
      `${rateWords(figures.notificationsPerSecond)}/s, ${figures.notifications} in all, ${correlatedWords(figures)}`,
    ],
    ['uncorrelated', uncorrelatedWords(figures) || 'no calls'],
    ['latency added', latencyWords(figures)],
    ['file', `${byteSize(figures.fileBytes)}, ${queueWords(figures)}`],
    ['gaps', gapWords(figures), bad ? 'bad' : figures.gaps > 0 ? 'warning' : 'plain'],
  ];
  // The last cell of a line stays free: what a terminal does there differs. So does the last line.
  const width = Math.max(0, columns - 1);
  const head = `${bad ? 'not recording' : 'recording'} ${file} for ${duration(figures.age)}`;
  return [
    paint(bad ? 'bad' : 'heading', cells(head, width)),
    ...(figures.targetUnreachable
      ? [paint('bad', cells('  the target is unreachable', width))]
      : []),
    ...lines.map(([title, text, tone = 'plain']) => {
      const start = cells(`  ${title.padEnd(TITLE)}`, width);
      return paint('faint', start) + paint(tone, cells(text, width - start.length));
    }),
  ].slice(0, Math.max(1, rows - 1));
}

/** Text of so many cells at most. Only of ASCII is it known how many cells a character takes. */
function cells(text: string, width: number): string {
  return text.replace(/[^ -~]/gu, '?').slice(0, Math.max(0, width));
}
