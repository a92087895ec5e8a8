import type { Row } from '../../protocol/row.js';
import { nameOf } from '../../view/detail/headline.js';
import { Icon } from '../shell/icon.js';
import { selectedKey, selectedRow } from '../state/inspector-state.js';
import { CurlButton } from './curl-button.js';
import { canGoBack, canGoForward, detailTrouble, shownDetail, step } from './detail-state.js';
import { dotClass } from './dot-class.js';
import { Text } from './text.js';

/** What the panel is about, the way back and forward, and what can be taken along. */
export function DetailBar() {
  const now = detailTrouble.value === null ? shownDetail.value : null;
  // What can't be shown whole has a name all the same.
  const row = now?.detail.row ?? selectedRow.value;
  return (
    <div class="detail-bar">
      <button
        type="button"
        class="detail-button"
        title="Back (Alt ←)"
        aria-label="Back"
        aria-disabled={!canGoBack.value}
        onClick={() => step('back')}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="detail-button"
        title="Forward (Alt →)"
        aria-label="Forward"
        aria-disabled={!canGoForward.value}
        onClick={() => step('forward')}
      >
        <Icon name="forward" />
      </button>
      {row === null ? <p class="detail-what" /> : <Title row={row} />}
      {now?.of === 'exchange' && <CurlButton detail={now.detail} key={now.key} />}
      <button
        type="button"
        class="detail-button"
        title="Close (Esc)"
        aria-label="Close the details"
        onClick={() => {
          selectedKey.value = null;
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function Title({ row }: { readonly row: Row }) {
  return (
    <h2 class={`detail-what detail-title ${dotClass(row)}`} tabIndex={-1}>
      <Text text={nameOf(row)} />
    </h2>
  );
}
