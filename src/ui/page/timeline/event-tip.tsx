import { eventLines, titleOf } from '../../view/timeline/event-words.js';
import { callOf } from '../../view/timeline/step.js';
import type { TimelineView } from './timeline-view.js';

const ACROSS = 340;

/** What is under the pointer, in words. */
export function EventTip({ view }: { readonly view: TimelineView }) {
  const pointed = view.pointed.value;
  if (pointed === null || pointed.hit === null) return null;
  const { item, count } = pointed.hit;
  const { book } = view.state;
  const answers = item.row.kind === 'call' ? book.answersOf(item.row.id) : [];
  const call = callOf(item.row, book);
  const lines = eventLines(item.row, call, answers, view.start.value, view.zone.value);
  const isLeft = pointed.x > view.width.value - ACROSS;
  const isAbove = pointed.y > view.height.value / 2;
  return (
    <div
      class="timeline-tip"
      aria-hidden="true"
      style={{
        left: `${pointed.x + (isLeft ? -14 : 14)}px`,
        top: `${pointed.y + (isAbove ? -10 : 14)}px`,
        transform: `translate(${isLeft ? '-100%' : '0'}, ${isAbove ? '-100%' : '0'})`,
      }}
    >
      <p class={`timeline-tip-title look-${item.look}`}>{titleOf(item.row)}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {count > 1 && <p class="timeline-tip-more">{count.toLocaleString('en')} here; zoom in</p>}
    </div>
  );
}
