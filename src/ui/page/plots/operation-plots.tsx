import { briefText } from '../../view/brief-text.js';
import { timeText } from '../../view/detail/figures.js';
import { figuresOf } from '../../view/plots/figures.js';
import type { OperationSamples, Samples } from '../../view/plots/operation-samples.js';
import { asksFor, withoutKey, withTerm } from '../../view/search/with-term.js';

import { search } from '../state/inspector-state.js';
import { Distribution } from './distribution.js';
import { LengthsOverTime } from './lengths-over-time.js';

interface Props {
  readonly of: OperationSamples;
}

/** Figures and plots of one operation: a line for latency, one for delay. */
export function OperationPlots({ of }: Props) {
  const { operation, calls, failed } = of;
  const name = operation === null ? '(no operation)' : briefText(operation);
  const isChosen = operation !== null && asksFor(search.value, 'operation', operation);
  return (
    <tbody class="plots-operation">
      <tr>
        <th scope="rowgroup" rowSpan={2} class="plots-name">
          {operation === null ? (
            name
          ) : (
            <button
              type="button"
              class="plots-choose"
              aria-pressed={isChosen}
              title={isChosen ? 'Search for all operations again' : 'Search for this operation'}
              onClick={() => {
                search.value = isChosen
                  ? withoutKey(search.value, 'operation')
                  : withTerm(search.value, 'operation', operation);
              }}
            >
              {name}
            </button>
          )}
          <span class="plots-calls">
            {calls.toLocaleString('en')} {calls === 1 ? 'call' : 'calls'}
            {failed > 0 && <span class="plots-failed">, {failed.toLocaleString('en')} failed</span>}
          </span>
        </th>
        <Measure name={name} measure="Latency" samples={of.latency} color="call" />
      </tr>
      <tr>
        <Measure name={name} measure="Delay" samples={of.delay} color="answer" />
      </tr>
    </tbody>
  );
}

interface MeasureProps {
  readonly name: string;
  readonly measure: 'Latency' | 'Delay';
  readonly samples: Samples;
  readonly color: 'call' | 'answer';
}

function Measure({ name, measure, samples, color }: MeasureProps) {
  const figures = figuresOf(samples.length);
  const label = (
    <th scope="row" class={`plots-measure plots-measure-${color}`}>
      {measure}
    </th>
  );
  if (figures === null) {
    const words = measure === 'Delay' ? 'no call had a notification' : 'no call was answered';
    return (
      <>
        {label}
        <td colSpan={7} class="plots-none">
          {words}
        </td>
      </>
    );
  }
  const { count, p50, p95, p99, max } = figures;
  return (
    <>
      {label}
      <td class="plots-figure plots-count">{count.toLocaleString('en')}</td>
      {Object.entries({ p50, p95, p99, max }).map(([figure, length]) => (
        <td class={`plots-figure plots-${figure}`} key={figure}>
          {timeText(length)}
        </td>
      ))}
      <td class="plots-distribution">
        <Distribution
          label={`${name}: distribution of ${measure}`}
          samples={samples}
          color={color}
        />
      </td>
      <td class="plots-over-time">
        <LengthsOverTime label={`${name}: ${measure} over time`} samples={samples} color={color} />
      </td>
    </>
  );
}
