import type { DiffKind, DiffOverview } from '../../protocol/diff.js';
import { kindWords, toneOf } from '../../view/compare/kind-words.js';
import { plural, verdictWords } from '../../view/compare/overview-words.js';
import { kinds, listed, noise, text } from './compare-state.js';
import { told, undo, writing } from './ignore-state.js';
import { NoiseMenu } from './noise-menu.js';

/** How much differs, and what of it is to be seen. */
export function CompareBar({ overview }: { readonly overview: DiffOverview }) {
  return (
    <div class="compare-bar">
      <h2 class={overview.same ? 'compare-verdict compare-verdict-same' : 'compare-verdict'}>
        {verdictWords(overview)}
      </h2>
      <fieldset class="compare-kinds">
        <legend class="visually-hidden">Kinds</legend>
        {overview.kinds.map(([kind, count]) => (
          <button
            type="button"
            key={kind}
            class={`compare-chip compare-tone-${toneOf(kind)}`}
            title={kind}
            aria-pressed={kinds.value.has(kind)}
            onClick={() => toggle(kind)}
          >
            {kindWords[kind]} <b>{count.toLocaleString('en')}</b>
          </button>
        ))}
      </fieldset>
      <NoiseMenu overview={overview} />
      {(!overview.same || noise.value !== null) && <TextFilter />}
      <Told />
    </div>
  );
}

function TextFilter() {
  return (
    <>
      <input
        class="compare-text"
        type="search"
        aria-label="Filter differences"
        placeholder="Filter by operation, place, value, user"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <p class="visually-hidden" role="status">
        {plural(listed.value.length, 'group')} shown
      </p>
    </>
  );
}

/** What was done last, and a way back. */
function Told() {
  const now = told.value;
  if (writing.value) {
    return (
      <p class="compare-told" role="status">
        Comparing again…
      </p>
    );
  }
  if (now === null) return null;
  const { words, addition, isTrouble } = now;
  return (
    <p
      class={isTrouble ? 'compare-told compare-told-trouble' : 'compare-told'}
      role={isTrouble ? 'alert' : 'status'}
    >
      {words}
      {addition !== null && (
        <button
          type="button"
          onClick={async () => {
            await undo(addition);
            // This button is gone, and whoever pressed it goes on with the list.
            document.getElementById('compare-list')?.focus();
          }}
        >
          Undo
        </button>
      )}
      <button
        type="button"
        class="compare-quiet"
        aria-label="Close this message"
        onClick={() => {
          told.value = null;
        }}
      >
        ×
      </button>
    </p>
  );
}

function toggle(kind: DiffKind): void {
  const chosen = new Set(kinds.value);
  if (!chosen.delete(kind)) chosen.add(kind);
  kinds.value = chosen;
}
