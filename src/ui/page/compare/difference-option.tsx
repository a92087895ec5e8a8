import { memo } from 'preact/compat';
import type { DiffGroup } from '../../protocol/diff.js';
import { kindWords, toneOf } from '../../view/compare/kind-words.js';
import { visibleText } from '../../view/visible-text.js';
import { choose } from './compare-state.js';

interface Props {
  readonly id: string;
  readonly group: DiffGroup;
  readonly isChosen: boolean;
}

/** One line of the list: what differs, where, how often, and the first of its values. */
export const DifferenceOption = memo(function DifferenceOption({ id, group, isChosen }: Props) {
  const { kind, label, operation, place, count, first } = group;
  const { baseline, candidate } = first.values;
  const isWhole = place === null || place === '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox hears the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      class={`compare-option compare-tone-${toneOf(kind)}`}
      onClick={() => choose(group)}
    >
      <span class="compare-option-kind">{kindWords[kind]}</span>
      <span class="compare-option-place">
        {isWhole ? <span>{visibleText(label)}</span> : <code>{visibleText(place)}</code>}
        {!isWhole && label !== operation && <span class="compare-faint">{visibleText(label)}</span>}
      </span>
      <span class="compare-option-count">{count > 1 ? `${count.toLocaleString('en')}×` : ''}</span>
      {(baseline !== null || candidate !== null) && (
        <span class="compare-option-values">
          <span class="compare-before">{baseline === null ? '∅' : visibleText(baseline)}</span>
          <span aria-hidden="true">→</span>
          <span class="visually-hidden">became</span>
          <span class="compare-after">{candidate === null ? '∅' : visibleText(candidate)}</span>
        </span>
      )}
    </div>
  );
});
