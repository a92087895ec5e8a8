import UPlot from 'uplot';

/** As small as it can be read. */
export const FONT = '10px system-ui, "DejaVu Sans", sans-serif';

/** Bars that nearly touch. */
export function barsOf(color: string): UPlot.Series {
  const paths = UPlot.paths.bars?.({ size: [0.9, 100], align: 0 }) ?? (() => null);
  return { fill: color, stroke: color, width: 0, paths, points: { show: false } };
}
