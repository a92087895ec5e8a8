import { search, shown } from '../state/inspector-state.js';
import { CallRatePlot } from './call-rate-plot.js';
import { OperationPlots } from './operation-plots.js';
import { samples } from './plot-data.js';
import './plots.css';

/** With more the page would be slow; the rest is seldom called. */
const MOST_OPERATIONS = 60;

/** Latencies and delays by operation, and calls a second. */
export function Plots() {
  const operations = samples.value;
  if (operations.length === 0) return <NoPlots />;
  const rest = operations.slice(MOST_OPERATIONS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div class="plots" tabIndex={0}>
      <section class="plots-rate" aria-label="Calls a second">
        <h2 class="plots-title">
          Calls a second <span class="plots-key plots-key-call">answered</span>{' '}
          <span class="plots-key plots-key-failed">failed</span>
        </h2>
        <CallRatePlot />
      </section>
      <table class="plots-table">
        <caption class="visually-hidden">
          Latency of calls, and delay until the first notification of each, by operation
        </caption>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">
              <span class="visually-hidden">Measure</span>
            </th>
            <th scope="col" class="plots-figure plots-count">
              Count
            </th>
            {['p50', 'p95', 'p99', 'max'].map((name) => (
              <th scope="col" class={`plots-figure plots-${name}`} key={name}>
                {name}
              </th>
            ))}
            <th scope="col" class="plots-distribution">
              Distribution, ms
            </th>
            <th scope="col" class="plots-over-time">
              Over time{' '}
              <span class="plots-hint">— p50 ┄ p95; drag to show a stretch in the timeline</span>
            </th>
          </tr>
        </thead>
        {operations.slice(0, MOST_OPERATIONS).map((each) => (
          <OperationPlots
            key={each.operation === null ? 'none' : `of ${each.operation}`}
            of={each}
          />
        ))}
      </table>
      {rest.length > 0 && (
        <p class="plots-rest">
          {rest.length.toLocaleString('en')} more operations with at most{' '}
          {(rest[0]?.calls ?? 0).toLocaleString('en')} calls each are not shown; search for{' '}
          <code>operation:…</code> to see one.
        </p>
      )}
    </div>
  );
}

function NoPlots() {
  const at = shown.value?.progress.value.at;
  return (
    <div class="plots-empty">
      {search.value !== '' ? (
        <>
          <p role="status">The search finds no calls to plot.</p>
          <button
            type="button"
            onClick={() => {
              search.value = '';
            }}
          >
            Clear the search
          </button>
        </>
      ) : (
        <p role="status">
          {at === 'loading'
            ? 'Loading events…'
            : at === 'live'
              ? 'No calls yet. They are plotted here as they come.'
              : 'There are no calls in this recording.'}
        </p>
      )}
    </div>
  );
}
