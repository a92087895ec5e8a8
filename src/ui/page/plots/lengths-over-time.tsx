import { useMemo } from 'preact/hooks';
import type UPlot from 'uplot';
import { clockText, timeText } from '../../view/detail/figures.js';
import type { Samples } from '../../view/plots/operation-samples.js';
import { overTime } from '../../view/plots/over-time.js';
import { select, shown } from '../state/inspector-state.js';
import { Plot } from './plot.js';
import type { PlotColors } from './plot-colors.js';
import { bins, plotSpan } from './plot-data.js';
import { FONT } from './plot-style.js';
import { SYNC, showRange, TIME_AXIS } from './time-axis.js';

interface Props {
  readonly label: string;
  readonly samples: Samples;
  readonly color: 'call' | 'answer';
}

/** Lengths of time over the recording: single ones as points, half of all and 95 of 100 as lines. */
export function LengthsOverTime({ label, samples, color }: Props) {
  const span = plotSpan.value ?? { from: 0, to: 1 };
  const scale = bins.value;
  const shownOnes = useMemo(() => overTime(samples, span), [samples, span]);
  const data = useMemo(
    (): UPlot.AlignedData => [
      [...shownOnes.at],
      logs(shownOnes.point),
      logs(shownOnes.p50),
      logs(shownOnes.p95),
    ],
    [shownOnes],
  );
  const options = useMemo(
    () => (colors: PlotColors) => ({
      padding: [8, 6, 0, 0] as [number, number, number, number],
      cursor: { sync: SYNC, points: { show: false } },
      scales: {
        x: {
          time: false,
          range: (): [number, number] => [span.from, Math.max(span.to, span.from + 1)],
        },
        y: { range: (): [number, number] => [scale.first / 8, (scale.first + scale.count) / 8] },
      },
      axes: [
        TIME_AXIS(colors),
        {
          stroke: colors.text,
          font: FONT,
          size: 44,
          gap: 2,
          ticks: { show: false },
          grid: { stroke: colors.line, width: 1 },
          splits: (_: unknown, __: number, from: number, to: number) =>
            Array.from(
              { length: Math.round(to - from) + 1 },
              (___, at) => Math.round(from) + at,
            ).filter((_____, at, all) => all.length < 5 || at % 2 === 0),
          values: (_: unknown, splits: number[]) => splits.map((power) => shortTime(10 ** power)),
        },
      ],
      series: [
        {},
        {
          paths: () => null,
          points: {
            show: true,
            size: 4,
            fill: `color-mix(in srgb, ${colors[color]} 55%, transparent)`,
            width: 0,
          },
        },
        { stroke: colors.strong, width: 1.5, spanGaps: true, points: { show: false } },
        { stroke: colors.strong, width: 1, dash: [3, 3], spanGaps: true, points: { show: false } },
      ],
      hooks: { draw: [showRange] },
    }),
    [span.from, span.to, scale, color],
  );
  return (
    <Plot
      label={label}
      height={64}
      options={options}
      data={data}
      describe={(at) => {
        const [moment, point, p50, p95] = [
          shownOnes.at[at] ?? 0,
          shownOnes.point[at],
          shownOnes.p50[at],
          shownOnes.p95[at],
        ];
        if (point != null) return `${clockText(moment)}: ${timeText(point)}`;
        if (p50 == null || p95 == null) return null;
        return `about ${clockText(moment).slice(0, 8)}: p50 ${timeText(p50)}, p95 ${timeText(p95)}`;
      }}
      marks={showRange}
      onBrush={(from, to) => {
        if (shown.value !== null) shown.value.range.value = { from, to };
      }}
      onPick={(at) => {
        const key = shownOnes.key[at];
        if (key != null) select(key);
      }}
    />
  );
}

function logs(lengths: readonly (number | null)[]): (number | null)[] {
  return lengths.map((length) => (length === null ? null : Math.log10(Math.max(0.1, length))));
}

function shortTime(ms: number): string {
  return ms < 1_000
    ? `${ms < 1 ? ms.toFixed(1) : Math.round(ms)} ms`
    : `${Math.round(ms / 1_000).toLocaleString('en')} s`;
}
