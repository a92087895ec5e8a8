import { kindWords } from '../../view/detail/headline.js';
import { Icon } from '../shell/icon.js';
import { selectedKey } from '../state/inspector-state.js';
import { CurlButton } from './curl-button.js';
import { canGoBack, canGoForward, shownDetail, step } from './detail-state.js';

/** What the panel is about, the way back and forward, and what can be taken along. */
export function DetailBar() {
  const now = shownDetail.value;
  return (
    <div class="detail-bar">
      <button
        type="button"
        class="detail-button"
        title="Back (Alt ←)"
        aria-label="Back"
        disabled={!canGoBack.value}
        onClick={() => step('back')}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="detail-button"
        title="Forward (Alt →)"
        aria-label="Forward"
        disabled={!canGoForward.value}
        onClick={() => step('forward')}
      >
        <Icon name="forward" />
      </button>
      <p class="detail-what">{now === null ? '' : kindWords(now.detail.row)}</p>
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
