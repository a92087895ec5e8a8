import { useSignal } from '@preact/signals';
import { lengthWords } from '../../view/timeline/time-words.js';
import { KEYS, zoomToItem } from './keys.js';
import { Legend } from './legend.js';
import type { TimelineView } from './timeline-view.js';

interface Props {
  readonly view: TimelineView;
  /** Which of two it is; undefined if it is alone. */
  readonly title: string | undefined;
}

/** What can be done with a timeline, by pointer. */
export function TimelineBar({ view, title }: Props) {
  const helps = useSignal(false);
  const { from, to } = view.target.value;
  const isAll = view.state.range.value === null;
  const item = view.item(view.selected.value);
  view.state.version.value;
  const tells = view.tells.value;
  return (
    <div class="timeline-bar" role="toolbar" aria-label={title ?? 'Timeline'}>
      {title !== undefined && <strong class="timeline-title">{title}</strong>}
      <button
        type="button"
        aria-label="Zoom in"
        title="Zoom in (+)"
        onClick={() => view.zoomHere(1.6)}
      >
        +
      </button>
      <button
        type="button"
        aria-label="Zoom out"
        title="Zoom out (−)"
        disabled={isAll}
        onClick={() => view.zoomHere(1 / 1.6)}
      >
        −
      </button>
      <button type="button" title="Show all (0)" disabled={isAll} onClick={() => view.show(null)}>
        Fit all
      </button>
      <button
        type="button"
        title="Zoom to what is selected (F)"
        disabled={item === undefined}
        onClick={() => zoomToItem(view, item)}
      >
        Zoom to selection
      </button>
      {view.isLive.value && (
        <button
          type="button"
          aria-pressed={view.follows.value}
          title="Stay at the end while more comes"
          onClick={() => {
            if (view.follows.value) view.follows.value = false;
            else view.followOn();
          }}
        >
          Follow
        </button>
      )}
      <button
        type="button"
        aria-pressed={view.foldsAll.value}
        title="Fold all desktops up, or unfold them"
        onClick={() => view.foldAll(!view.foldsAll.value)}
      >
        Compact
      </button>
      <button
        type="button"
        aria-pressed={tells === 'offset'}
        title="Tell time since the start of the recording, not by the clock"
        onClick={() => {
          view.tells.value = tells === 'clock' ? 'offset' : 'clock';
        }}
      >
        Since start
      </button>
      <span class="timeline-length">{lengthWords(to - from)}</span>
      <Legend view={view} />
      <button
        type="button"
        class="timeline-help"
        aria-expanded={helps.value}
        onClick={() => {
          helps.value = !helps.value;
        }}
      >
        Keys
      </button>
      {helps.value && (
        <dl class="timeline-keys">
          {KEYS.map(([keys, words]) => (
            <div key={keys}>
              <dt>{keys}</dt>
              <dd>{words}</dd>
            </div>
          ))}
          <div>
            <dt>Wheel</dt>
            <dd>scrolls; across pans; with Ctrl or ⌘ zooms</dd>
          </div>
          <div>
            <dt>Drag</dt>
            <dd>pans; with Shift, or on the axis, zooms to a stretch</dd>
          </div>
        </dl>
      )}
    </div>
  );
}
