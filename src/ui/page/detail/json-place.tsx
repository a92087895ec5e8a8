import { useState } from 'preact/hooks';
import { textOf } from '../../../json/node.js';
import type { JsonTreeLine } from '../../view/detail/json-lines.js';
import { visibleText } from '../../view/visible-text.js';
import { CopyButton } from './copy-button.js';

interface Props {
  readonly line: JsonTreeLine;
  /** Says whether there was room for all. */
  readonly onOpenAll: () => boolean;
  readonly onCloseAll: () => void;
}

/** Below a tree: where the active line stands, and how it was written where that is not what is shown. */
export function JsonPlace({ line, onOpenAll, onCloseAll }: Props) {
  const [isTooLarge, setIsTooLarge] = useState(false);
  const { node, pointer } = line;
  const written = textOf(node);
  const differs = node.kind === 'string' && `"${node.value}"` !== written;
  return (
    <div class="detail-place">
      <code class="detail-pointer" title="JSON Pointer">
        {pointer === '' ? 'whole value' : visibleText(pointer)}
      </code>
      <CopyButton what="JSON Pointer" label="Pointer" text={() => pointer} />
      <CopyButton what="Value" label="Value" text={() => written} />
      <button type="button" class="detail-button" onClick={() => setIsTooLarge(!onOpenAll())}>
        Open all
      </button>
      <button type="button" class="detail-button" onClick={onCloseAll}>
        Close all
      </button>
      {isTooLarge && (
        <p class="detail-written" role="status">
          There is too much in it to open all of it at once.
        </p>
      )}
      {differs && (
        <p class="detail-written">
          as written: <code>{visibleText(written.slice(0, 300))}</code>
          {written.length > 300 && '…'}
        </p>
      )}
    </div>
  );
}
