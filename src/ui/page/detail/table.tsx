import type { ComponentChildren } from 'preact';
import { SomeOf } from './some-of.js';

interface Props {
  readonly label: string;
  /** Whether the first column has words for people, and not names from a recording. */
  readonly words?: boolean;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A small table of texts; the first cell of a row is its heading. */
export function DetailTable({ label, words = false, heads, rows }: Props) {
  return (
    <SomeOf items={rows} step={200}>
      {(some) => (
        <table class={`detail-table ${words ? 'detail-table-words' : ''}`} aria-label={label}>
          <thead class="visually-hidden">
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {some.map(([first, ...cells], at) => (
              <tr key={at}>
                <th scope="row">{first}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SomeOf>
  );
}
