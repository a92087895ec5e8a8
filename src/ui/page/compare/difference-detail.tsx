import type { DiffDetail } from '../../protocol/diff.js';
import { kindWords, toneOf } from '../../view/compare/kind-words.js';
import { visibleText } from '../../view/visible-text.js';
import { choosePlace, chosen, overview } from './compare-state.js';
import { askToIgnore } from './ignore-state.js';
import { Nothing } from './nothing.js';
import { PlaceFacts } from './place-facts.js';
import { SideValues } from './side-values.js';
import { Stories } from './stories.js';
import { useFetched } from './use-fetched.js';
import { WholeTexts } from './whole-texts.js';

/** The chosen difference: both sides beside each other, and what happened around it. */
export function DifferenceDetail() {
  const now = chosen.value;
  const revision = overview.value?.revision;
  const number = now?.place?.number;
  const { value, failure } = useFetched<DiffDetail>(
    number === undefined ? null : `api/diff/places/${number}?revision=${revision}`,
  );
  if (now === null) {
    return (
      <section class="compare-detail" id="compare-detail" tabIndex={-1} aria-label="Difference">
        <Nothing words="Choose a difference." />
      </section>
    );
  }
  const { group, index, place } = now;
  const { kind, label, rule, count } = group;
  const path = place?.path ?? group.place;
  return (
    <section class="compare-detail" id="compare-detail" tabIndex={-1} aria-label="Difference">
      <header class="compare-detail-head">
        <h3>
          <span class={`compare-kind compare-tone-${toneOf(kind)}`}>{kindWords[kind]}</span>
          {path !== null && path !== '' && <code>{visibleText(path)}</code>}
        </h3>
        <div class="compare-detail-tools">
          {count > 1 && (
            <span class="compare-steps">
              <button
                type="button"
                aria-label="Previous place"
                disabled={index === 0}
                onClick={() => choosePlace(-1)}
              >
                ‹
              </button>
              <span>
                {(index + 1).toLocaleString('en')} of {count.toLocaleString('en')}
              </span>
              <button
                type="button"
                aria-label="Next place"
                disabled={index === count - 1}
                onClick={() => choosePlace(1)}
              >
                ›
              </button>
            </span>
          )}
          <button
            type="button"
            aria-keyshortcuts="i"
            disabled={rule !== null || group.fixed !== null}
            title={group.fixed ?? 'Ignore this from now on (i)'}
            onClick={askToIgnore}
          >
            Ignore from now on…
          </button>
        </div>
        {label !== place?.call && <p class="compare-label">{visibleText(label)}</p>}
        {place !== null && <PlaceFacts place={place} />}
        {rule !== null && <p class="compare-note">Ignored by {visibleText(rule)}.</p>}
      </header>
      {failure !== null && <Nothing words={failure} isTrouble={true} />}
      {value !== null && value.place.number === number && (
        <>
          <SideValues detail={value} />
          {value.place.broken !== null && <Broken broken={value.place.broken} />}
          <Stories detail={value} />
          <WholeTexts detail={value} key={value.place.number} />
        </>
      )}
    </section>
  );
}

/** An identifier stands for two others: which, and where. */
function Broken({ broken }: { readonly broken: NonNullable<DiffDetail['place']['broken']> }) {
  return (
    <p class="compare-note compare-broken">
      Identifiers may be others, one for one, but this does not fit:{' '}
      <code>{visibleText(broken.baseline)}</code> is <code>{visibleText(broken.candidate)}</code> in{' '}
      {visibleText(broken.where)}.
    </p>
  );
}
