import type { DiffOverview } from '../../protocol/diff.js';
import { comparedWords, ignoredWords, recordingWords } from '../../view/compare/overview-words.js';
import { visibleText } from '../../view/visible-text.js';
import { noise } from './compare-state.js';

/** The best of news, and what it rests on. */
export function SameWords({ overview }: { readonly overview: DiffOverview }) {
  const { baseline, candidate, ignored } = overview;
  return (
    <section class="compare-same" aria-labelledby="compare-same">
      <svg class="compare-same-sign" viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r="22" />
        <path d="M14 25l7 7 14-15" />
      </svg>
      <h2 id="compare-same">These two behave the same</h2>
      <dl>
        {(
          [
            ['baseline', baseline],
            ['candidate', candidate],
          ] as const
        ).map(([side, recording]) => (
          <div key={side}>
            <dt>{side}</dt>
            <dd>
              <b>{visibleText(recording.name)}</b> {visibleText(recordingWords(recording))}
            </dd>
          </div>
        ))}
        <div>
          <dt>compared</dt>
          <dd>{comparedWords(overview.compared)}</dd>
        </div>
        <div>
          <dt>ignored</dt>
          <dd>{ignoredWords(overview)}</dd>
        </div>
      </dl>
      {ignored.length > 0 && (
        <button
          type="button"
          onClick={() => {
            noise.value = 'all';
          }}
        >
          Show what was ignored
        </button>
      )}
    </section>
  );
}
