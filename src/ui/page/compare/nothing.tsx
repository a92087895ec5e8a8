import type { ComponentChildren } from 'preact';

interface Props {
  readonly words: string;
  readonly more?: string;
  readonly isTrouble?: boolean;
  readonly children?: ComponentChildren;
}

/** Where there is nothing to see: it is being made, can't be made, or nothing fits. */
export function Nothing({ words, more, isTrouble = false, children }: Props) {
  return (
    <div class="compare-nothing" role={isTrouble ? 'alert' : 'status'}>
      <p class="compare-nothing-words">{words}</p>
      {more !== undefined && <p class="compare-faint">{more}</p>}
      {children}
    </div>
  );
}
