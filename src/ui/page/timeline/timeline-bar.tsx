import { lengthWords } from '../../view/timeline/time-words.js';
import { tellsOffsets } from '../table/table-state.js';
import { zoomToItem } from './keys.js';
import { Legend } from './legend.js';
import type { TimelineView } from './timeline-view.js';

interface Props {
  readonly view: TimelineView;
  /** Which of two it is; undefined if it is alone. */
  readonly title: string | undefined;
}

/** What can be done with a timeline, by pointer. */
export function TimelineBar({ view, title }: Props) {
  const { from, to } = view.target.value;
  const isAll = view.state.range.value === null;
  const item = view.item(view.selected.value);
  view.indexed.value;
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
          onClick={() => view.follow(!view.follows.value)}
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
        aria-pressed={tellsOffsets.value}
        title="Tell time since the start of the recording, not by the clock"
        onClick={() => {
          tellsOffsets.value = !tellsOffsets.value;
        }}
      >
        Since start
      </button>
      <span class="timeline-length">{lengthWords(to - from)}</span>
      <Legend view={view} />
    </div>
  );
}
