import UPlot from 'uplot';
import { shown } from '../state/inspector-state.js';
import type { PlotColors } from './plot-colors.js';
import { FONT } from './plot-style.js';

/** The pointer over one plot of time is shown in all of them. */
export const SYNC = { key: 'time', setSeries: false };
UPlot.sync(SYNC.key);

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
      const most = Math.max(2, self.width / 90);
      const step = STEPS.find((each) => (to - from) / each <= most) ?? (to - from) / most;
      const splits: number[] = [];
      for (let at = Math.ceil(from / step) * step; at <= to; at += step) splits.push(at);
      return splits;
    },
    values: (_, splits) => {
      const step = (splits[1] ?? 0) - (splits[0] ?? 0);
      const digits = step === 0 || step >= 60_000 ? 5 : step >= 1_000 ? 8 : 12;
      return splits.map((at) => iso(at).slice(11, 11 + digits));
    },
  };
}

function iso(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : '';
}

/** Draws behind a plot which stretch the timeline shows. */
export function showRange(colors: PlotColors): (self: UPlot) => void {
  return (self) => {
    const range = shown.peek()?.range.peek() ?? null;
    if (range === null) return;
    const { left, top, width, height } = self.bbox;
    const clamp = (x: number): number => Math.min(left + width, Math.max(left, x));
    const from = clamp(self.valToPos(range.from, 'x', true));
    const to = clamp(self.valToPos(range.to, 'x', true));
    self.ctx.save();
    self.ctx.globalAlpha = 0.12;
    self.ctx.fillStyle = colors.accent;
    self.ctx.fillRect(from, top, Math.max(1, to - from), height);
    self.ctx.restore();
  };
}
