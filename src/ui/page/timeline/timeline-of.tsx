import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { type MarkKind, NO_MARKS } from '../../view/timeline/mark-kind.js';
import type { RecordingState } from '../state/recording-state.js';
import { EventTip } from './event-tip.js';
import { intoView } from './into-view.js';
import { onKey } from './keys.js';
import { LaneLabels } from './lane-labels.js';
import { Painting } from './painting.js';
import { onDoubleClick, onHover, onOverviewPress, onPress, onWheel } from './pointer.js';
import { SpokenEvent, SpokenSummary } from './spoken.js';
import './timeline.css';
import { TimelineBar } from './timeline-bar.js';
import { TimelineCorner } from './timeline-corner.js';
import { TimelineView } from './timeline-view.js';

interface Props {
  readonly state: RecordingState;
  /** Keys of rows that differ, which are drawn with an outline and a flag. */
  readonly marks?: ReadonlyMap<string, MarkKind> | undefined;
  /** Which of two it is; undefined if it is alone. */
  readonly title?: string;
}

/** With less height than that the lanes need the room of the overview. */
const SHORT = 190;

/** The timeline of one recording: as high as what it stands in. */
export function TimelineOf({ state, marks = NO_MARKS, title }: Props) {
  const view = useMemo(() => new TimelineView(state), [state]);
  const section = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const [overview, axis] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)];
  const [lanes, overlay] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)];
  const summary = useId();
  const probe = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    view.marks.value = marks;
  }, [view, marks]);

  useEffect(() => {
    if (
      section.current === null ||
      scroller.current === null ||
      overview.current === null ||
      axis.current === null ||
      lanes.current === null ||
      overlay.current === null ||
      probe.current === null
    )
      return undefined;
    const [whole, place, canvas] = [section.current, scroller.current, overlay.current];
    const measure = new ResizeObserver(() => {
      view.width.value = canvas.clientWidth;
      view.height.value = place.clientHeight;
      view.isShort.value = whole.clientHeight < SHORT;
    });
    measure.observe(whole);
    measure.observe(place);
    measure.observe(canvas);
    const painting = new Painting(view, {
      overview: overview.current,
      axis: axis.current,
      lanes: lanes.current,
      overlay: canvas,
      probe: probe.current,
    });
    const over = overview.current;
    // Preact's own listeners can't hold back the page's zoom.
    for (const each of [canvas, over, axis.current]) {
      const wheel = (event: WheelEvent) => {
        const range = each === over ? view.whole.value : view.range.value;
        onWheel(view, event, { ...range, width: view.width.value });
      };
      each.addEventListener('wheel', wheel, { passive: false });
    }
    const leave = intoView(view, place);
    return () => {
      leave();
      measure.disconnect();
      painting.close();
      view.close();
    };
  }, [view]);

  return (
    <section
      ref={section}
      class={view.isShort.value ? 'timeline timeline-short' : 'timeline'}
      aria-label={`Timeline of ${title ?? state.head.value.name}`}
    >
      <TimelineBar view={view} title={title} />
      <TimelineCorner view={view} />
      <div class="timeline-top" aria-hidden="true">
        <canvas
          ref={overview}
          class="timeline-overview"
          onPointerDown={(event) => onOverviewPress(view, event)}
          onDblClick={() => view.show(null)}
        />
        <canvas
          ref={axis}
          class="timeline-axis"
          onPointerDown={(event) => onPress(view, event, true, null)}
          onDblClick={(event) => onDoubleClick(view, event)}
        />
      </div>
      <SpokenSummary view={view} id={summary} />
      <section
        ref={scroller}
        class="timeline-lanes"
        aria-label={`Events by desktop and time${title === undefined ? '' : `, ${title}`}`}
        aria-describedby={summary}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is stepped through by keys.
        tabIndex={0}
        onScroll={(event) => {
          view.scroll.value = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget && onKey(view, event)) event.preventDefault();
        }}
      >
        <div class="timeline-all" style={{ height: `${view.stack.value.height}px` }}>
          <div class="timeline-window" style={{ height: `${view.height.value}px` }}>
            <LaneLabels view={view} />
            <div class="timeline-canvases" aria-hidden="true">
              <canvas ref={lanes} />
              <canvas
                ref={overlay}
                onPointerMove={(event) => onHover(view, event)}
                onPointerLeave={() => {
                  view.pointed.value = null;
                }}
                onPointerDown={(event) =>
                  onPress(view, event, false, (pixels) => scroller.current?.scrollBy(0, pixels))
                }
                onDblClick={(event) => onDoubleClick(view, event)}
              />
              {view.stack.value.lanes.length === 0 && (
                <p class="timeline-nothing">
                  {view.isLive.value ? 'Waiting for the first desktop…' : 'Nothing to draw yet'}
                </p>
              )}
            </div>
          </div>
        </div>
        <span ref={probe} class="timeline-probe" />
      </section>
      <SpokenEvent view={view} />
      <EventTip view={view} />
    </section>
  );
}
