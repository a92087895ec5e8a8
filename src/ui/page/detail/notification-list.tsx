import type { LinkedRow } from '../../protocol/detail.js';
import type { Row } from '../../protocol/row.js';
import { timeText } from '../../view/detail/figures.js';
import { desktopName } from './desktop-name.js';
import { LinkReason } from './link-reason.js';
import { RowLink } from './row-link.js';
import { SomeOf } from './some-of.js';
import { Text } from './text.js';

interface Props {
  /** The row to which delays are told. */
  readonly from: Row;
  readonly linked: readonly LinkedRow[];
  /** Whether the evidence is told, too. */
  readonly reasons: boolean;
}

/** Notifications with when and to whom they came, and why they belong here. */
export function NotificationList({ from, linked, reasons }: Props) {
  return (
    <SomeOf items={linked} step={100}>
      {(some) => (
        <ul class="detail-cards">
          {some.map(({ row, link }) => (
            <li key={row.key} class={link.copy ? 'detail-card-copy' : ''}>
              <p class="detail-card-head">
                <span class="detail-delay">{delay(row, from)}</span>
                <RowLink row={row} numbered={false} />
                {link.copy && <span class="detail-badge detail-tone-copy">copy</span>}
                <span class="detail-faint">
                  <Text text={recipient(row, from)} />
                </span>
              </p>
              <LinkReason link={link} evidence={reasons} />
            </li>
          ))}
        </ul>
      )}
    </SomeOf>
  );
}

/** To whom, if it is not the desktop that one looks at. */
function recipient(row: Row, from: Row): string {
  if (row.session !== from.session) return `to ${desktopName(row.session)}`;
  return row.client !== null && from.client !== null && row.client !== from.client
    ? 'to another tab'
    : '';
}

function delay(row: Row, from: Row): string {
  const ms = row.at - from.at;
  return ms < 0 ? timeText(ms) : `+${timeText(ms)}`;
}
