import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Props<T> {
  readonly items: readonly T[];
  /** How many more are shown at a time. */
  readonly step: number;
  readonly children: (some: readonly T[]) => ComponentChildren;
}

/** The first of many things, and more of them when one asks: a recording may hold any number of anything. */
export function SomeOf<T>({ items, step, children }: Props<T>) {
  const [most, setMost] = useState(step);
  const left = items.length - most;
  return (
    <>
      {children(left > 0 ? items.slice(0, most) : items)}
      {left > 0 && (
        <button type="button" class="detail-next" onClick={() => setMost(most + step)}>
          {`Show ${Math.min(step, left).toLocaleString('en')} more of ${items.length.toLocaleString('en')}`}
        </button>
      )}
    </>
  );
}
