import type { DiffKeys, DiffPlace } from '../../protocol/diff.js';
import { visibleText } from '../../view/visible-text.js';
import { select, view } from '../state/inspector-state.js';

/** Whose desktop got it, after which call, and the way to the rows of both recordings. */
export function PlaceFacts({ place }: { readonly place: DiffPlace }) {
  const { user, call, keys } = place;
  return (
    <p class="compare-facts">
      for {user === null ? 'an unknown user' : visibleText(user)}
      {call !== null && ` · ${visibleText(call)}`}
      <RowLink side="baseline" recording={0} keys={keys.baseline} />
      <RowLink side="candidate" recording={1} keys={keys.candidate} />
    </p>
  );
}

interface LinkProps {
  readonly side: string;
  readonly recording: number;
  readonly keys: DiffKeys | null;
}

function RowLink({ side, recording, keys }: LinkProps) {
  const key = keyOfRow(keys);
  if (key === null) return null;
  return (
    <button
      type="button"
      class="compare-link"
      title={`Show it among the events of the ${side}`}
      onClick={() => {
        select(key, recording);
        view.value = 'table';
      }}
    >
      {side} {key.startsWith('m') ? 'message' : 'exchange'} {key.slice(1)}
    </button>
  );
}

/** The row that is meant: the message, or the exchange if it is about that. */
export function keyOfRow(keys: DiffKeys | null): string | null {
  return keys?.message ?? keys?.exchange ?? null;
}
