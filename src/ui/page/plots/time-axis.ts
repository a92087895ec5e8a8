import UPlot from 'uplot';
import { shown } from '../state/inspector-state.js';
import type { PlotColors } from './plot-colors.js';
import { FONT } from './plot-style.js';

/** The pointer over one plot of time is shown in all of them. */
export const SYNC = { key: 'time', setSeries: false };
UPlot.sync(SYNC.key);

const MOST_LABELS = 200;

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000,
  300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
];

/** Clock times of UTC below a plot, at round moments. */
export function TIME_AXIS(colors: PlotColors): UPlot.Axis {
  return {
    stroke: colors.text,
    font: FONT,
    size: 16,
    gap: 2,
    ticks: { show: false },
    grid: { stroke: colors.line, width: 1 },
    splits: (self, _, from, to) => {
      const step = stepOf(self, from, to);
      const first = Math.ceil(from / step);
      // Of a damaged recording a time may be anything.
      const count = Math.max(0, Math.min(MOST_LABELS, Math.floor(to / step) - first + 1)) || 0;
      const splits = Array.from({ length: count }, (_each, at) => (first + at) * step);
      return splits;
    },
    values: (self, splits) => {
      const { min = 0, max = 0 } = self.scales.x ?? {};
      const step = stepOf(self, min ?? 0, max ?? 0);
      return splits.map((at) => {
        // There the other axis has its words.
        if (self.valToPos(at, 'x') < 30) return '';
        if (step >= 60_000) return iso(at).slice(11, 16);
        return step >= 1_000 ? iso(at).slice(11, 19) : iso(at).slice(14, 23);
      });
    },
  };
}

/** A round step between labels, so that they do not touch. */
function stepOf({ width }: UPlot, from: number, to: number): number {
  const most = Math.max(2, (width - 44) / 84);
  return STEPS.find((each) => (to - from) / each <= most) ?? (to - from) / most;
}

function iso(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : '';
}

/** Marks in a plot of time which stretch the timeline shows. */
export function showRange(self: UPlot): void {
  const range = shown.peek()?.range.peek() ?? null;
  const { clientWidth, clientHeight } = self.over;
  const clamp = (x: number): number => Math.min(clientWidth, Math.max(0, x));
  const left = range === null ? 0 : clamp(self.valToPos(range.from, 'x'));
  const right = range === null ? 0 : clamp(self.valToPos(range.to, 'x'));
  const isAll = left === 0 && right === clientWidth;
  const width = isAll ? 0 : Math.max(range === null ? 0 : 1, right - left);
  self.setSelect({ left, top: 0, width, height: clientHeight }, false);
}
