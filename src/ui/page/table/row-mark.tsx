import type { RowLook } from '../../view/table/row-look.js';

interface Props {
  readonly look: RowLook;
}

/** The shape of a row: told apart without its colour, too. The words for it stand beside it. */
export function RowMark({ look }: Props) {
  return (
    <svg class={`table-mark table-mark-${look}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[look]}
    </svg>
  );
}

const bar = <rect x="1" y="4" width="12" height="6" rx="1.5" />;

const shapes = {
  call: bar,
  safe: <rect x="3" y="5.5" width="8" height="3" rx="1" />,
  bayeux: <path class="table-mark-line" d="M1 7h3m1.5 0h3M10 7h3" />,
  websocket: <path class="table-mark-line" d="M1 5h12M1 9h12" />,
  message: <circle cx="7" cy="7" r="2" />,
  answer: <circle cx="7" cy="7" r="4.5" />,
  copy: <circle class="table-mark-line" cx="7" cy="7" r="3.75" />,
  unsolicited: <path d="M7 2 13 12.5H1z" />,
  uncorrelated: <rect class="table-mark-line" x="1.75" y="3.75" width="10.5" height="6.5" rx="1" />,
  undelivered: <path class="table-mark-line table-mark-bold" d="m3 3 8 8m0-8-8 8" />,
  failed: (
    <>
      {bar}
      <path class="table-mark-cut" d="m4.5 3 5 8" />
    </>
  ),
} as const;
