import type { MessageDetail } from '../../protocol/detail.js';
import { timeText } from '../../view/detail/figures.js';
import { shown } from '../state/inspector-state.js';
import { desktopName } from './desktop-name.js';
import { RowLink } from './row-link.js';
import { Section } from './section.js';
import { DetailTable } from './table.js';
import { Text } from './text.js';

/** How a message came: on which exchange, channel and Bayeux session. */
export function Carrier({ detail: { row, carrier, user } }: { readonly detail: MessageDetail }) {
  const startedAt = shown.value?.head.value.startedAt ?? row.at;
  const way =
    row.direction === 'to-server'
      ? 'from the desktop to the server'
      : 'from the server to the desktop';
  return (
    <Section title="How it came">
      <DetailTable
        label="How it came"
        words={true}
        heads={['Fact', 'Value']}
        rows={[
          ['Way', way],
          ['Desktop', <Text text={desktopName(row.session, user)} key="desktop" />],
          ['Channel', <Text text={row.channel ?? 'none'} key="channel" />],
          ['Bayeux session', <Text text={row.client ?? 'none'} masked={true} key="client" />],
          ['Carried by', carrier === null ? 'unknown' : <RowLink row={carrier} key="carrier" />],
          ['Time', `${timeText(row.at - startedAt)} after the start of the recording`],
          ['Place on the wire', String(row.seq)],
        ]}
      />
    </Section>
  );
}
