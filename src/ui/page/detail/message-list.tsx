import { MOST_MESSAGES } from '../../protocol/detail.js';
import type { Row } from '../../protocol/row.js';
import { clockText } from '../../view/detail/figures.js';
import { RowLink } from './row-link.js';
import { Section } from './section.js';
import { Text } from './text.js';

/** The Bayeux messages that an exchange carried, both ways. */
export function MessageList({ messages }: { readonly messages: readonly Row[] }) {
  if (messages.length === 0) {
    return (
      <Section title="Messages">
        <p class="detail-empty">It carried no Bayeux message.</p>
      </Section>
    );
  }
  return (
    <Section title="Messages" about="both ways, in the order on the wire">
      <ul class="detail-messages">
        {messages.map((row) => (
          <li key={row.key} class={`detail-${row.direction}`}>
            <span class="detail-time">{clockText(row.at)}</span>
            <span
              class="detail-arrow"
              title={row.direction === 'to-server' ? 'to the server' : 'to the desktop'}
            >
              <span aria-hidden="true">{row.direction === 'to-server' ? '↑' : '↓'}</span>
              <span class="visually-hidden">
                {row.direction === 'to-server' ? 'to the server' : 'to the desktop'}
              </span>
            </span>
            <RowLink row={row} numbered={false} />
            {row.kind === 'notification' && (
              <span class="detail-faint">
                <Text text={row.channel ?? ''} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {messages.length >= MOST_MESSAGES && (
        <p class="detail-note">
          Only the first {MOST_MESSAGES.toLocaleString('en')} are listed here.
        </p>
      )}
    </Section>
  );
}
