import { eventLines, gapWords, titleOf } from '../../view/timeline/event-words.js';
import type { Hit } from '../../view/timeline/hit-test.js';
import { MARK_WORDS } from '../../view/timeline/mark-kind.js';
import { callOf } from '../../view/timeline/step.js';
import { timeAt } from '../../view/timeline/time-scale.js';
import type { TimelineView } from './timeline-view.js';

/** Of the tip and its distance from the pointer, in pixels. */
const ACROSS = 360;
const DOWN = 200;

/** What is under the pointer, in words. */
export function EventTip({ view }: { readonly view: TimelineView }) {
  const pointed = view.pointed.value;
  const hit = view.hit.value;
  if (pointed === null || view.sweep.value !== null) return null;
  const told = hit === null ? gapAt(view, pointed.x) : eventAt(view, hit);
  if (told === null) return null;
  const { pageX, pageY } = pointed;
  const isLeft = pageX > innerWidth - ACROSS;
  const isAbove = pageY > innerHeight - DOWN;
  return (
    <div
      class="timeline-tip"
      aria-hidden="true"
      style={{
        left: `${pageX + (isLeft ? -14 : 14)}px`,
        top: `${pageY + (isAbove ? -10 : 14)}px`,
        transform: `translate(${isLeft ? '-100%' : '0'}, ${isAbove ? '-100%' : '0'})`,
      }}
    >
      <p class="timeline-tip-title">{told.title}</p>
      {told.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

interface Told {
  readonly title: string;
  readonly lines: readonly string[];
}

function eventAt(view: TimelineView, { item, count }: Hit): Told {
  const { row } = item;
  const { book } = view.state;
  const answers = row.kind === 'call' ? book.answersOf(row.id) : [];
  const call = callOf(row, book);
  const lines = eventLines(row, call, answers, view.start.value);
  const mark = view.index.markOf(row.key);
  const marked = mark === undefined ? lines : [...lines, MARK_WORDS[mark]];
  const more = `${(count - 1).toLocaleString('en')} more here; zoom in to tell them apart`;
  return { title: titleOf(row), lines: count > 1 ? [...marked, more] : marked };
}

function gapAt(view: TimelineView, x: number): Told | null {
  const time = timeAt(view.scale, x);
  const gap = view.state.head.value.gaps.find(({ from, to }) => from <= time && time <= to);
  return gap === undefined ? null : { title: gapWords(gap), lines: ['nothing was recorded here'] };
}
