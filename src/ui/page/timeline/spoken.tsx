import { eventSentence, laneWords, summaryWords } from '../../view/timeline/event-words.js';
import { MARK_WORDS } from '../../view/timeline/mark-kind.js';
import type { TimelineView } from './timeline-view.js';

/** What there is and what is shown, for who can't see it. */
export function SpokenSummary({ view, id }: { readonly view: TimelineView; readonly id: string }) {
  view.indexed.value;
  const { totals } = view.index;
  return (
    <p class="visually-hidden timeline-summary" id={id}>
      {summaryWords(
        {
          desktops: view.state.sessions.value.length,
          calls: totals.calls.size,
          notifications: totals.notifications.size,
          gaps: view.state.head.value.gaps.length,
        },
        [...totals.notable].map(([look, { size }]) => [look, size] as const),
        view.target.value,
      )}
      . Arrow keys step from event to event; the table below holds all of them.
    </p>
  );
}

/** The event that the keyboard is at. */
export function SpokenEvent({ view }: { readonly view: TimelineView }) {
  const item = view.item(view.focus.value);
  const mark = item === undefined ? undefined : view.index.markOf(item.key);
  const session = item?.row.session ?? null;
  const head = session === null ? undefined : view.heads.value.get(session);
  return (
    <p class="visually-hidden" aria-live="polite">
      {item !== undefined &&
        eventSentence(item.row, laneWords(session, head).name, view.start.value)}
      {mark !== undefined && `, ${MARK_WORDS[mark]}`}
    </p>
  );
}
