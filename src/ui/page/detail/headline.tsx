import type { Row } from '../../protocol/row.js';
import { clockText, timeText } from '../../view/detail/figures.js';
import { type Badge, kindWords, nameOf, statusTone } from '../../view/detail/headline.js';
import { shown } from '../state/inspector-state.js';
import { desktopName } from './desktop-name.js';
import { Text } from './text.js';

interface Props {
  readonly row: Row;
  readonly user: string | null;
  readonly reason: string | null;
  readonly badges: readonly Badge[];
}

/** What is selected, at a glance. */
export function Headline({ row, user, reason, badges }: Props) {
  const isMessage = row.kind === 'notification' || row.kind === 'message';
  const startedAt = shown.value?.head.value.startedAt ?? row.at;
  const sub = isMessage ? row.channel : `${row.method} ${row.path}`;
  return (
    <div class="detail-headline">
      {sub !== null && sub !== nameOf(row) && (
        <p class="detail-target">
          <Text text={sub} masked={true} />
        </p>
      )}
      <p class="detail-facts">
        <span>{kindWords(row)}</span>
        {row.status !== null && (
          <span class={`detail-status detail-tone-${statusTone(row.status)}`}>
            {row.status} <Text text={reason ?? ''} />
          </span>
        )}
        {!isMessage && row.end !== null && <span>{timeText(row.end - row.at)}</span>}
        <span>
          <Text text={desktopName(row.session, user)} />
        </span>
        <span title={`${timeText(row.at - startedAt)} after the start of the recording`}>
          {clockText(row.at)}
        </span>
        {row.reference !== null && (
          <span>
            reference <Text text={row.reference} />
          </span>
        )}
        {row.match !== null && <span>answered from recorded exchange {row.match}</span>}
        {badges.map(({ tone, text, title }) => (
          <span class={`detail-badge detail-tone-${tone}`} title={title} key={text}>
            <Text text={text} />
          </span>
        ))}
      </p>
    </div>
  );
}
