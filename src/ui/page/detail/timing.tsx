import type { ExchangeDetail } from '../../protocol/detail.js';
import { momentText, timeText } from '../../view/detail/figures.js';
import { nameOf } from '../../view/detail/headline.js';
import { shown } from '../state/inspector-state.js';
import { desktopName } from './desktop-name.js';
import { Section } from './section.js';
import { DetailTable } from './table.js';
import { Text } from './text.js';
import './timing.css';

/** So many notifications have bars. */
const MOST = 100;

/** When all of it happened, as numbers and as bars. */
export function Timing({ detail }: { readonly detail: ExchangeDetail }) {
  const { row, connection, notifications } = detail;
  const startedAt = shown.value?.head.value.startedAt ?? row.at;
  const facts: readonly (readonly [string, string])[] = [
    ['Request', momentText(row.at)],
    ['In the recording', `${timeText(row.at - startedAt)} after its start`],
    ['Answer', row.end === null ? 'none yet' : momentText(row.end)],
    ['Took', row.end === null ? '–' : timeText(row.end - row.at)],
    ['Place on the wire', String(row.seq)],
    ['Connection', connection === null ? 'unknown' : String(connection)],
    ['Desktop', desktopName(row.session, detail.user)],
  ];
  const bars = [
    ...(row.end === null
      ? []
      : [{ name: 'Answer', from: 0, to: row.end - row.at, tone: row.kind as string }]),
    ...notifications.slice(0, MOST).map(({ row: each, link }) => ({
      name: nameOf(each),
      from: each.at - row.at,
      to: each.at - row.at,
      tone: link.copy ? 'copy' : 'answer',
    })),
  ];
  const longest = Math.max(...bars.map(({ to }) => to), 1e-6);
  return (
    <>
      {bars.length > 0 && (
        <Section title="From the request on" about={`0 to ${timeText(longest)}`}>
          <ul class="detail-spans">
            {bars.map(({ name, from, to, tone }, at) => (
              <li key={at}>
                <span class="detail-span-name">
                  <Text text={name} />
                </span>
                <span class="detail-span-lane" aria-hidden="true">
                  <span
                    class={`detail-span detail-span-${tone}`}
                    style={{
                      left: `${share(from, longest)}%`,
                      width: to === from ? undefined : `${share(to - from, longest)}%`,
                    }}
                  />
                </span>
                <span class="detail-span-time">{timeText(to)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Facts">
        <DetailTable
          label="Facts"
          words={true}
          heads={['Fact', 'Value']}
          rows={facts.map(([name, value]) => [name, <Text text={value} key="value" />])}
        />
      </Section>
    </>
  );
}

function share(part: number, whole: number): number {
  return Math.min(100, Math.max(0, (part / whole) * 100));
}
