import { useState } from 'preact/hooks';
import { Icon } from '../shell/icon.js';
import { copyText } from './copy-text.js';

interface Props {
  /** What is copied, for people: `Value`. */
  readonly what: string;
  readonly label?: string;
  readonly text: () => string;
}

/** Copies a text; shows a tick until the pointer or the focus leaves it. */
export function CopyButton({ what, label, text }: Props) {
  const [done, setDone] = useState(false);
  const forget = () => setDone(false);
  return (
    <button
      type="button"
      class={`detail-button ${done ? 'detail-done' : ''}`}
      title={`Copy ${what}`}
      aria-label={`Copy ${what}`}
      onClick={async () => setDone(await copyText(text(), what))}
      onPointerLeave={forget}
      onBlur={forget}
    >
      <Icon name={done ? 'done' : 'copy'} />
      {label}
    </button>
  );
}
