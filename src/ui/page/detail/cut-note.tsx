import { useState } from 'preact/hooks';
import type { BodyDetail } from '../../protocol/detail.js';
import { bytesText } from '../../view/detail/figures.js';
import { getText } from '../state/server.js';

/** Beyond that a tree would be more than a page holds. */
const MOST = 32 * 1024 * 1024;

interface Props {
  readonly body: BodyDetail;
  /** Where all of it can be had; null if nowhere. */
  readonly download: string | null;
  readonly onWhole: (text: string) => void;
}

/** Says that only the beginning of a body is shown, and how to get the rest. */
export function CutNote({ body, download, onWhole }: Props) {
  const [state, setState] = useState<'cut' | 'loading' | { readonly trouble: string }>('cut');
  const showAll = async (from: string) => {
    setState('loading');
    try {
      onWhole(await getText(from));
    } catch (error) {
      setState({ trouble: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div class="detail-note">
      <p>This is the beginning of {bytesText(body.length)}.</p>
      {download !== null && (
        <p class="detail-choices">
          {body.text !== null && body.length <= MOST && (
            <button type="button" disabled={state === 'loading'} onClick={() => showAll(download)}>
              {state === 'loading' ? 'Loading…' : 'Show all of it'}
            </button>
          )}
          <a href={download} download>
            Download all of it
          </a>
        </p>
      )}
      {typeof state === 'object' && <p role="alert">{state.trouble}</p>}
    </div>
  );
}
