import { useEffect } from 'preact/hooks';
import { CompareBar } from './compare-bar.js';
import { compare, comparing, noise } from './compare-state.js';
import { DifferenceDetail } from './difference-detail.js';
import { DifferenceList } from './difference-list.js';
import { IgnoreDialog } from './ignore-dialog.js';
import { listenToKeys } from './keys.js';
import { Nothing } from './nothing.js';
import { SameWords } from './same-words.js';
import './compare.css';

/** What two recordings differ in: a list, and what is chosen in it side by side. */
export function Compare() {
  useEffect(() => {
    if (comparing.value.at === 'not-asked') void compare();
    return listenToKeys();
  }, []);
  const now = comparing.value;
  switch (now.at) {
    case 'not-asked':
    case 'comparing':
      return <Nothing words="Comparing…" more="Large recordings take some seconds." />;
    case 'failed':
      return (
        <Nothing words={now.message} isTrouble={true}>
          <button type="button" onClick={() => void compare()}>
            Try again
          </button>
        </Nothing>
      );
    case 'there': {
      const isSame = now.overview.same && noise.value === null;
      return (
        <div class="compare">
          <CompareBar overview={now.overview} />
          {isSame ? (
            <SameWords overview={now.overview} />
          ) : (
            <div class="compare-body">
              <DifferenceList />
              <DifferenceDetail />
            </div>
          )}
          <IgnoreDialog overview={now.overview} />
        </div>
      );
    }
  }
}
