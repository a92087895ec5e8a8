import type { DiffDetail, DiffEvent } from '../../protocol/diff.js';
import { visibleText } from '../../view/visible-text.js';
import { keyOfRow } from './place-facts.js';

/** What happened around a difference on both sides: the call, its answer and what it caused, on one scale. */
export function Stories({ detail }: { readonly detail: DiffDetail }) {
  const { stories, place } = detail;
  if (stories.baseline.length + stories.candidate.length === 0) return null;
  const longest = [...stories.baseline, ...stories.candidate].reduce(
    (most, { offset }) => Math.max(most, offset),
    1,
  );
  return (
    <section class="compare-part" aria-labelledby="compare-stories">
      <h4 id="compare-stories">What happened</h4>
      <div class="compare-stories">
        <Story
          side="baseline"
          events={stories.baseline}
          longest={longest}
          differing={keyOfRow(place.keys.baseline)}
        />
        <Story
          side="candidate"
          events={stories.candidate}
          longest={longest}
          differing={keyOfRow(place.keys.candidate)}
        />
      </div>
    </section>
  );
}

interface StoryProps {
  readonly side: string;
  readonly events: readonly DiffEvent[];
  readonly longest: number;
  readonly differing: string | null;
}

function Story({ side, events, longest, differing }: StoryProps) {
  if (events.length === 0) {
    return <p class="compare-story compare-faint">Nothing of it in the {side}.</p>;
  }
  return (
    <ol class="compare-story" aria-label={side}>
      {events.map((event, at) => (
        <li
          key={at}
          class={`compare-event compare-event-${event.kind}${
            event.key === differing && event.kind !== 'request' ? ' compare-event-differs' : ''
          }`}
        >
          <span class="compare-offset">{Math.round(event.offset).toLocaleString('en')} ms</span>
          <span class="compare-track" aria-hidden="true">
            <i style={{ left: `${(100 * Math.max(0, event.offset)) / longest}%` }} />
          </span>
          <span class="compare-event-text">
            {event.kind === 'answer' ? `answered ${event.text}` : visibleText(event.text)}
            {event.user !== null && event.kind === 'notification' && (
              <span class="compare-faint"> {visibleText(event.user)}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
