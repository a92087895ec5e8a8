import { useMemo } from 'preact/hooks';
import { timeText } from '../../view/detail/figures.js';
import { countsIn, edgesOf, middlesOf } from '../../view/plots/log-histogram.js';
import type { Samples } from '../../view/plots/operation-samples.js';
import { Plot } from './plot.js';
import type { PlotColors } from './plot-colors.js';
import { bins } from './plot-data.js';
import { barsOf, FONT } from './plot-style.js';

interface Props {
  readonly label: string;
  readonly samples: Samples;
  readonly color: 'call' | 'answer';
}

/** How often which length of time occurs; lengths grow by equal factors. */
export function Distribution({ label, samples, color }: Props) {
  const scale = bins.value;
  const counts = useMemo(() => countsIn(samples.length, scale), [samples, scale]);
  const data = useMemo((): [number[], number[]] => [middlesOf(scale), counts], [scale, counts]);
  const options = useMemo(
    () => (colors: PlotColors) => ({
      padding: [10, 14, 0, 6] as [number, number, number, number],
      scales: {
        x: {
          time: false,
          range: (): [number, number] => [scale.first / 8, (scale.first + scale.count) / 8],
        },
        y: {
          range: (_: unknown, __: number, most: number): [number, number] => [0, Math.max(1, most)],
        },
      },
      axes: [
        {
          stroke: colors.text,
          font: FONT,
          size: 16,
          gap: 2,
          ticks: { show: false },
          grid: { stroke: colors.line, width: 1 },
          // Each whole power of ten.
          splits: (_: unknown, __: number, from: number, to: number) =>
            Array.from({ length: Math.round(to - from) + 1 }, (___, at) => Math.round(from) + at),
          values: (_: unknown, splits: number[]) => splits.map(powerWords),
        },
        { show: false },
      ],
      series: [{}, barsOf(colors[color])],
    }),
    [scale, color],
  );
  return (
    <Plot
      label={label}
      height={64}
      options={options}
      data={data}
      describe={(at) => {
        const [from, to] = edgesOf(scale, at);
        const count = counts[at] ?? 0;
        return `${timeText(from)} – ${timeText(to)}: ${count.toLocaleString('en')}`;
      }}
    />
  );
}

function powerWords(power: number): string {
  return power < 0
    ? '0.1'
    : power < 3
      ? `${10 ** power}`
      : `${(10 ** (power - 3)).toLocaleString('en')} s`;
}
