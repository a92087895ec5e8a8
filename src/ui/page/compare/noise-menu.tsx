import type { DiffOverview } from '../../protocol/diff.js';
import { plural } from '../../view/compare/overview-words.js';
import { visibleText } from '../../view/visible-text.js';
import { noise } from './compare-state.js';
import { compareAgain, undo, writing } from './ignore-state.js';

/** What was ignored: hidden or shown, all or by one rule; and what was added to the rules. */
export function NoiseMenu({ overview }: { readonly overview: DiffOverview }) {
  const { ignored, rules } = overview;
  const count = ignored.reduce((sum, each) => sum + each.count, 0);
  const isShown = noise.value !== null;
  return (
    <div class="compare-noise">
      <button
        type="button"
        class="compare-chip"
        aria-pressed={isShown}
        disabled={count === 0}
        onClick={() => {
          noise.value = isShown ? null : 'all';
        }}
      >
        {isShown ? 'Hide' : 'Show'} noise <b>{count.toLocaleString('en')}</b>
      </button>
      <details
        class="compare-menu"
        onFocusOut={({ currentTarget, relatedTarget }) => {
          if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) {
            currentTarget.open = false;
          }
        }}
        onKeyDown={({ currentTarget, key }) => {
          if (key === 'Escape') currentTarget.open = false;
        }}
      >
        <summary aria-label="Rules of noise" title="Rules of noise">
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2.5 4.5 6 8l3.5-3.5" fill="none" stroke="currentColor" stroke-width="1.5" />
          </svg>
        </summary>
        <div class="compare-menu-panel" tabIndex={-1}>
          <h3>Ignored, by rule</h3>
          {ignored.length === 0 ? (
            <p class="compare-faint">Nothing was ignored.</p>
          ) : (
            <ul>
              {ignored.map(({ rule, count: its }) => (
                <li key={rule}>
                  <button
                    type="button"
                    class="compare-rule"
                    aria-pressed={noise.value !== 'all' && noise.value?.rule === rule}
                    onClick={() => {
                      const isIt = noise.value !== 'all' && noise.value?.rule === rule;
                      noise.value = isIt ? null : { rule };
                    }}
                  >
                    <span>{visibleText(rule)}</span> <b>{its.toLocaleString('en')}</b>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {overview.learned.recordings > 0 && (
            <p class="compare-faint">
              {plural(overview.learned.rules, 'rule')} learned from{' '}
              {plural(overview.learned.recordings, 'more recording')} of the baseline’s version.
            </p>
          )}
          <p class="compare-again">
            <button type="button" disabled={writing.value} onClick={() => void compareAgain()}>
              Compare again
            </button>{' '}
            <span class="compare-faint">reads recordings and rules anew</span>
          </p>
          {rules.file !== null && (
            <>
              <h3>Added now to {visibleText(rules.file)}</h3>
              {rules.added.length === 0 ? (
                <p class="compare-faint">Nothing yet: choose a difference and press i.</p>
              ) : (
                <ul>
                  {rules.added.map(({ id, rule }) => (
                    <li key={id} class="compare-added">
                      <code>{visibleText(rule)}</code>
                      <button type="button" onClick={() => void undo(id)}>
                        Undo
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
        </div>
      </details>
    </div>
  );
}
