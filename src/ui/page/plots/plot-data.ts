import { computed, effect, signal } from '@preact/signals';
import { callRate } from '../../view/plots/call-rate.js';
import { binsFor } from '../../view/plots/log-histogram.js';
import { type OperationSamples, operationSamples } from '../../view/plots/operation-samples.js';
import { shown, view } from '../state/inspector-state.js';
import { matching } from '../state/matching.js';

/** While a recording goes on the plots are drawn anew once a second. */
const LEAST_WAIT = 1_000;

/** What the plots are drawn from; it follows the rows at a pace that leaves the page free. */
const drawn = signal<{ readonly matching: ReadonlySet<string> | null; readonly version: number }>({
  matching: null,
  version: -1,
});

let last = Number.NEGATIVE_INFINITY;
let frame = 0;

effect(() => {
  if (view.value !== 'plots' || shown.value === null) return;
  matching.value;
  shown.value.version.value;
  if (frame === 0) frame = requestAnimationFrame(draw);
});

function draw(now: number): void {
  frame = 0;
  const state = shown.peek();
  if (state === null) return;
  if (state.progress.peek().at !== 'complete' && now - last < LEAST_WAIT) {
    frame = requestAnimationFrame(draw);
    return;
  }
  last = now;
  drawn.value = { matching: matching.peek(), version: state.version.peek() };
}

export const samples = computed<readonly OperationSamples[]>(() => {
  const state = shown.value;
  return state === null ? [] : operationSamples(state.book, drawn.value.matching);
});

export const rate = computed(() => {
  const span = plotSpan.value;
  const state = shown.value;
  return state === null || span === null ? null : callRate(state.book, drawn.value.matching, span);
});

/** First and last moment of the recording. */
export const plotSpan = computed(() => {
  drawn.value;
  const state = shown.value;
  return state === null ? null : state.book.span;
});

/** The same for all distributions, so that they can be compared. */
export const bins = computed(() => {
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (const { latency, delay } of samples.value) {
    for (const length of latency.length) {
      if (length < shortest) shortest = length;
      if (length > longest) longest = length;
    }
    for (const length of delay.length) {
      if (length < shortest) shortest = length;
      if (length > longest) longest = length;
    }
  }
  return longest === 0 ? binsFor(1, 10) : binsFor(shortest, longest);
});
