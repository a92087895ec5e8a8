import { Compare } from './compare/compare.js';
import { ComparedTimelines } from './compare/compared-timelines.js';
import { Detail } from './detail/detail.js';
import { Plots } from './plots/plots.js';
import { NothingYet } from './shell/nothing-yet.js';
import { PageHeader } from './shell/page-header.js';
import { Splitter } from './shell/splitter.js';
import { recordings, trouble, view } from './state/inspector-state.js';
import { RowTable } from './table/row-table.js';
import { Timeline } from './timeline/timeline.js';

export function App() {
  if (trouble.value !== null) return <NothingYet words={trouble.value} isTrouble={true} />;
  if (recordings.value.length === 0) return <NothingYet words="Opening…" isTrouble={false} />;
  return (
    <div class="page" data-rows={isComplete() ? 'all' : 'some'}>
      <PageHeader />
      <main class="stage">
        {view.value === 'compare' ? <ComparedTimelines /> : <Timeline />}
        <Splitter label="Height of the timeline" />
        <div class="halves">
          <section class="half" aria-label={words[view.value]}>
            {view.value === 'table' && <RowTable />}
            {view.value === 'plots' && <Plots />}
            {view.value === 'compare' && <Compare />}
          </section>
          {view.value !== 'compare' && <Detail />}
        </div>
      </main>
    </div>
  );
}

const words = { table: 'Events', plots: 'Plots', compare: 'Differences' } as const;

/** Whether all rows that there were have come, of each recording. */
function isComplete(): boolean {
  return recordings.value.every(({ progress }) => progress.value.at !== 'loading');
}
