import type { Row } from '../../protocol/row.js';
import { kindWords, nameOf } from '../../view/detail/headline.js';
import { select } from '../state/inspector-state.js';
import { dotClass } from './dot-class.js';
import { Text } from './text.js';
import './row-link.css';

interface Props {
  readonly row: Row;
  /** With what and number: `Call 12 Transfer`. */
  readonly numbered?: boolean;
}

/** Leads to a row: selects it, wherever it is named. */
export function RowLink({ row, numbered = true }: Props) {
  return (
    <button type="button" class={`detail-link ${dotClass(row)}`} onClick={() => select(row.key)}>
      {numbered && <span class="detail-link-kind">{kindWords(row)}</span>}
      <Text text={nameOf(row)} />
    </button>
  );
}
