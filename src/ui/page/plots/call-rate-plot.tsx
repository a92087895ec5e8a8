import { useMemo } from 'preact/hooks';
import { clockText, timeText } from '../../view/detail/figures.js';
import { shown } from '../state/inspector-state.js';
import { Plot } from './plot.js';
import type { PlotColors } from './plot-colors.js';
import { plotSpan, rate } from './plot-data.js';
import { barsOf, FONT } from './plot-style.js';
import { SYNC, showRange, TIME_AXIS } from './time-axis.js';

/** Calls a second over the recording, those that failed below. */
export function CallRatePlot() {
  const found = rate.value;
  const span = plotSpan.value;
  const [from, to] = [span?.from ?? 0, Math.max(span?.to ?? 1, (span?.from ?? 0) + 1)];
  const data = useMemo(
    (): [number[], number[], number[]] => [
      [...(found?.at ?? [])],
      [...(found?.calls ?? [])],
      [...(found?.failed ?? [])],
    ],
    [found],
  );
  const options = useMemo(
    () => (colors: PlotColors) => ({
      padding: [8, 6, 0, 0] as [number, number, number, number],
      cursor: { sync: SYNC },
      scales: {
        x: { time: false, range: (): [number, number] => [from, to] },
        y: {
          range: (_: unknown, __: number, most: number): [number, number] => [
            0,
            most > 0 ? most * 1.05 : 1,
          ],
        },
      },
      axes: [
        TIME_AXIS(colors),
        {
          stroke: colors.text,
          font: FONT,
          size: 34,
          gap: 2,
          space: 24,
          ticks: { show: false },
          grid: { stroke: colors.line, width: 1 },
        },
      ],
      series: [{}, barsOf(colors.call), barsOf(colors.failed)],
      hooks: { draw: [showRange] },
    }),
    [from, to],
  );
  if (found === null) return null;
  const most = Math.max(...found.calls);
  return (
    <Plot
      label={`Calls a second over the recording, at most ${digits(most)}`}
      height={90}
      options={options}
      data={data}
      describe={(at) => {
        const [calls, failed] = [found.calls[at] ?? 0, found.failed[at] ?? 0];
        const moment = clockText((found.at[at] ?? 0) - found.width * 500).slice(
          0,
          found.width < 1 ? 12 : 8,
        );
        const stretch = timeText(found.width * 1_000);
        return `${moment} + ${stretch}: ${digits(calls)} calls/s${failed > 0 ? `, ${digits(failed)} failed` : ''}`;
      }}
      marks={showRange}
      onBrush={(first, last) => {
        if (shown.value !== null) shown.value.range.value = { from: first, to: last };
      }}
    />
  );
}

function digits(number: number): string {
  return number.toLocaleString('en', { maximumSignificantDigits: 3 });
}
