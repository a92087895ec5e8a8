import { memo } from 'preact/compat';
import { textOf } from '../../../json/node.js';
import { countText } from '../../view/detail/figures.js';
import { childCount, type JsonTreeLine } from '../../view/detail/json-lines.js';
import { jsonPreview } from '../../view/detail/json-preview.js';
import { Icon } from '../shell/icon.js';
import { JsonScalar } from './json-scalar.js';
import type { Marks } from './marks.js';
import { Text } from './text.js';

interface Props {
  readonly line: JsonTreeLine;
  readonly active: boolean;
  readonly marks: Marks;
  readonly onActive: () => void;
  readonly onToggle: () => void;
}

/** A line of a tree: name, value, and whether it is open. */
export function JsonLine({ line, active, marks, onActive, onToggle }: Props) {
  const { level, place, siblings, open, range, node } = line;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it hears the keys.
    <div
      class="detail-line"
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={open === null ? undefined : open}
      aria-selected={active}
      tabIndex={active ? 0 : -1}
      style={{ paddingInlineStart: `${(level - 1) * 14}px` }}
      onFocus={onActive}
      onClick={(event) => {
        // Who selects text does not want to open anything.
        if (open !== null && getSelection()?.isCollapsed !== false) onToggle();
        event.currentTarget.focus();
      }}
    >
      <span class={`detail-twisty ${open === true ? 'detail-open' : ''}`}>
        {open !== null && <Icon name="twisty" />}
      </span>
      <span class="detail-line-text">
        <Name line={line} />
        {range !== null ? (
          <span class="detail-range">
            {`${node.kind === 'array' ? 'items' : 'members'} ${range.from.toLocaleString('en')}–${(range.to - 1).toLocaleString('en')}`}
          </span>
        ) : open === null ? (
          <JsonScalar node={node} pointer={line.pointer} marks={marks} />
        ) : (
          <>
            {!open && <span class="detail-preview">{jsonPreview(node)}</span>}
            <span class="detail-count">
              {countText(childCount(node), node.kind === 'array' ? 'item' : 'member')}
            </span>
          </>
        )}
      </span>
    </div>
  );
}

const Name = memo(({ line: { key, index, duplicate } }: { readonly line: JsonTreeLine }) => {
  if (index !== null) {
    return (
      <>
        <span class="detail-index">{index}</span>
        <span class="detail-colon">: </span>
      </>
    );
  }
  if (key === null) return null;
  const asWritten = textOf(key);
  return (
    <>
      <span class="detail-key" title={`"${key.value}"` === asWritten ? undefined : asWritten}>
        {key.value === '' ? '""' : <Text text={key.value} />}
      </span>
      {duplicate && (
        <span class="detail-twice" title="This name is there more than once in its object">
          twice
        </span>
      )}
      <span class="detail-colon">: </span>
    </>
  );
});
