import type { MarkKind } from '../../view/timeline/mark-kind.js';
import type { RecordingState } from '../state/recording-state.js';

interface Props {
  readonly state: RecordingState;
  /** Keys of rows that differ, which are drawn with an outline and a flag. */
  readonly marks?: ReadonlyMap<string, MarkKind> | undefined;
}

/** The timeline of one recording: as high as what it stands in. */
export function TimelineOf({ state, marks }: Props) {
  return (
    <section class="timeline" aria-label={`Timeline of ${state.head.value.name}`}>
      {state.sessions.value.length} desktops, {marks?.size ?? 0} differ
    </section>
  );
}
