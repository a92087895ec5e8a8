import { useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { shown } from '../state/inspector-state.js';
import { type PlotColors, plotColors, scheme } from './plot-colors.js';

type PlotOptions = Omit<UPlot.Options, 'width' | 'height'>;

interface Props {
  /** For those who don't see it; what it shows stands in the table beside it. */
  readonly label: string;
  /** Pixels. */
  readonly height: number;
  /** Made anew with the colours; another function makes another plot. */
  readonly options: (colors: PlotColors) => PlotOptions;
  readonly data: UPlot.AlignedData;
  /** What is under the pointer, in words; null if nothing is. */
  readonly describe: (index: number) => string | null;
  /** What is marked in it besides, when the timeline shows another stretch. */
  readonly marks?: (plot: UPlot) => void;
  /** A stretch that was marked with the pointer, on the x scale. */
  readonly onBrush?: (from: number, to: number) => void;
  /** A point that was clicked. */
  readonly onPick?: (index: number) => void;
}

/** A plot of uPlot, drawn once it comes into view, as wide as its place. */
export function Plot(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const words = useSignal('');
  const { options, height, data } = props;
  const drawn = scheme.value;

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const make = (): void => {
      plot.current = drawIn(element, options(plotColors(element)), latest, (text) => {
        words.value = text;
      });
    };
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true || plot.current !== null) return;
      make();
    });
    seen.observe(element);
    const sized = new ResizeObserver(() => {
      const width = element.clientWidth;
      if (width > 0 && plot.current?.width !== width) plot.current?.setSize({ width, height });
    });
    sized.observe(element);
    return () => {
      seen.disconnect();
      sized.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [options, height, drawn]);

  useLayoutEffect(() => {
    plot.current?.setData(data);
  }, [data]);

  useSignalEffect(() => {
    shown.value?.range.value;
    if (plot.current !== null) latest.current.marks?.(plot.current);
  });

  return (
    <div class="plots-plot" role="img" aria-label={props.label}>
      <div ref={place} class="plots-canvas" style={{ height: `${height}px` }} />
      <span class="plots-readout" aria-hidden="true">
        {words.value}
      </span>
    </div>
  );
}

function drawIn(
  element: HTMLElement,
  options: PlotOptions,
  latest: { readonly current: Props },
  tell: (words: string) => void,
): UPlot {
  const { height, data } = latest.current;
  const plot = new UPlot(
    {
      ...options,
      width: Math.max(40, element.clientWidth),
      height,
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: latest.current.onBrush !== undefined, y: false, setScale: false },
        ...options.cursor,
      },
      hooks: {
        ...options.hooks,
        setCursor: [
          ({ cursor: { idx, left = -1 } }) => {
            const isOver = idx != null && left >= 0;
            tell(isOver ? (latest.current.describe(idx) ?? '') : '');
          },
        ],
        setSelect: [
          (self) => {
            const { left, width } = self.select;
            if (width < 4) return;
            latest.current.onBrush?.(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'));
            latest.current.marks?.(self);
          },
        ],
      },
    },
    data,
    element,
  );
  plot.over.addEventListener('click', () => {
    const { idx } = plot.cursor;
    if (idx != null) latest.current.onPick?.(idx);
  });
  return plot;
}
