import { effect } from '@preact/signals';
import { ticksOf } from '../../view/timeline/ticks.js';
import { tellsOffsets } from '../table/table-state.js';
import { cleared } from './canvas-size.js';
import { type Colours, coloursOf, fontOf, theme } from './colours.js';
import { AXIS, paintAxis } from './paint-axis.js';
import { paintLanes } from './paint-lanes.js';
import { paintOverlay } from './paint-overlay.js';
import { OVERVIEW, paintOverview } from './paint-overview.js';
import type { TimelineView } from './timeline-view.js';

/** What there is to draw on. */
export interface Canvases {
  readonly overview: HTMLCanvasElement;
  readonly axis: HTMLCanvasElement;
  readonly lanes: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
  /** Something out of sight, to ask the browser for colours. */
  readonly probe: HTMLElement;
}

type Layer = 'overview' | 'lanes' | 'overlay';

const TICKS_APART = 96;

/** Draws a timeline whenever something in it changes: once a frame at most, and only the layers it concerns. */
export class Painting {
  readonly #view: TimelineView;
  readonly #canvases: Canvases;
  readonly #stale = new Set<Layer>();
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #ends: (() => void)[];
  #colours: Colours;
  readonly #font: string;
  #frame = 0;
  #before: number | null = null;

  constructor(view: TimelineView, canvases: Canvases) {
    this.#view = view;
    this.#canvases = canvases;
    this.#colours = coloursOf(canvases.probe);
    this.#font = fontOf(canvases.probe, 11);
    this.#ends = [
      effect(() => {
        theme.value;
        this.#colours = coloursOf(canvases.probe);
        this.#ask('overview', 'lanes', 'overlay');
      }),
      effect(() => {
        view.indexed.value;
        view.width.value;
        view.whole.value;
        view.range.value;
        view.state.head.value;
        this.#ask('overview');
      }),
      effect(() => {
        view.indexed.value;
        view.width.value;
        view.height.value;
        view.scroll.value;
        view.stack.value;
        view.range.value;
        view.target.value;
        view.marks.value;
        view.lit.value;
        tellsOffsets.value;
        view.state.head.value;
        this.#ask('lanes', 'overlay');
      }),
      effect(() => {
        view.pointed.value;
        view.hit.value;
        view.focus.value;
        view.selected.value;
        view.sweep.value;
        this.#ask('overlay');
      }),
    ];
  }

  close(): void {
    for (const end of this.#ends) end();
    cancelAnimationFrame(this.#frame);
  }

  #ask(...layers: Layer[]): void {
    for (const layer of layers) this.#stale.add(layer);
    if (this.#frame === 0) this.#frame = requestAnimationFrame((time) => this.#draw(time));
  }

  #draw(time: number): void {
    this.#frame = 0;
    const elapsed = this.#before === null ? 16 : Math.min(50, time - this.#before);
    const goesOn = this.#view.approach(this.#calm.matches ? Number.POSITIVE_INFINITY : elapsed);
    this.#before = goesOn ? time : null;
    this.#paint();
    this.#stale.clear();
    // What the step has changed is drawn by now.
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (goesOn) this.#ask('overview', 'lanes', 'overlay');
  }

  #paint(): void {
    const [view, colours, canvases] = [this.#view, this.#colours, this.#canvases];
    const [width, height] = [view.width.peek(), view.height.peek()];
    const font = this.#font;
    const pen = (canvas: HTMLCanvasElement, high: number): CanvasRenderingContext2D | null => {
      const found = cleared(canvas, width, high);
      if (found !== null) found.font = font;
      return found;
    };
    const ticks = ticksOf(view.scale, TICKS_APART, tellsOffsets.peek() ? view.start.peek() : null);
    if (this.#stale.has('overview')) {
      const on = pen(canvases.overview, OVERVIEW);
      if (on !== null) paintOverview(on, view, colours);
    }
    if (this.#stale.has('lanes')) {
      const on = pen(canvases.lanes, height);
      if (on !== null) paintLanes(on, view, colours, ticks);
    }
    if (this.#stale.has('overlay')) {
      const on = pen(canvases.overlay, height);
      if (on !== null) paintOverlay(on, view, colours);
      const axis = pen(canvases.axis, AXIS);
      if (axis !== null) paintAxis(axis, view, colours, ticks);
    }
  }
}
