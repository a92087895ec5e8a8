import { briefText } from '../../view/brief-text.js';
import { inspector, recordings, shown, shownPlace, view } from '../state/inspector-state.js';
import type { Progress } from '../state/recording-state.js';
import { SearchBox } from '../table/search-box.js';
import { Help } from './help.js';
import './shell.css';
import { ThemeButton } from './theme-button.js';

/** What is shown, how far it has come, what to look for, and which view. */
export function PageHeader() {
  const state = shown.value;
  if (state === null) return null;
  const { name, label, target } = state.head.value;
  return (
    <header class="page-header">
      <h1 class="title">
        <img src="./icon.svg" alt="" width="20" height="20" />
        Understudy
      </h1>
      {recordings.value.length === 1 ? (
        <p class="recording-name">{briefText(name)}</p>
      ) : (
        <select
          aria-label="Recording"
          value={shownPlace.value}
          onChange={(event) => {
            shownPlace.value = Number(event.currentTarget.value);
          }}
        >
          {recordings.value.map(({ place, head }) => (
            <option value={place} key={place}>
              {place === 0 ? 'baseline' : 'candidate'}: {briefText(head.value.name)}
            </option>
          ))}
        </select>
      )}
      <p class="recording-facts">
        {[label, target].flatMap((each) => (each === null ? [] : briefText(each))).join(' · ')}
      </p>
      <p class={`progress progress-${state.progress.value.at}`} role="status">
        {progressWords(state.progress.value)}
      </p>
      <SearchBox />
      <nav class="views" aria-label="Views">
        {(['table', 'plots', 'compare'] as const)
          .filter((each) => each !== 'compare' || inspector.value?.compares === true)
          .map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={view.value === each}
              onClick={() => {
                view.value = each;
              }}
            >
              {viewWords[each]}
            </button>
          ))}
      </nav>
      <div class="shell-tools">
        <ThemeButton />
        <Help />
      </div>
    </header>
  );
}

const viewWords = { table: 'Events', plots: 'Plots', compare: 'Differences' } as const;

function progressWords(progress: Progress): string {
  switch (progress.at) {
    case 'loading':
      return `loading, ${progress.rows.toLocaleString('en')} events so far`;
    case 'complete':
      return '';
    case 'live':
      return 'live';
    case 'failed':
    case 'lost':
      return progress.message;
  }
}
