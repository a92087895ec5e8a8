import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { member } from '../../../json/node.js';
import { tryParseJson } from '../../../json/parse-json.js';
import type { BodyDetail, MessageDetail } from '../../protocol/detail.js';
import { badgesOf } from '../../view/detail/headline.js';
import { RedactedPlaces } from '../../view/detail/redacted-places.js';
import { resourceOf } from '../../view/detail/resource-of.js';
import { BodyView } from './body-view.js';
import { Carrier } from './carrier.js';
import { Headline } from './headline.js';
import { JsonTree } from './json-tree.js';
import { LinkReason } from './link-reason.js';
import type { Marks } from './marks.js';
import { NotificationList } from './notification-list.js';
import { RowLink } from './row-link.js';
import { Section } from './section.js';
import { Tabs } from './tabs.js';
import { Text } from './text.js';

const chosen = signal('overview');

/** A Bayeux message whole. */
export function MessageView({ detail }: { readonly detail: MessageDetail }) {
  const { row, redacted, link, call } = detail;
  const marks: Marks = useMemo(
    () => ({
      redacted: new RedactedPlaces(redacted),
      reference: link === null ? null : (call?.reference ?? row.reference),
      resource: link === null ? null : resourceOf([{ link }]),
    }),
    [detail],
  );
  return (
    <>
      <Headline
        row={row}
        user={detail.user}
        reason={null}
        badges={badgesOf(row, redacted.length, [])}
      />
      <Tabs
        label="Parts of the message"
        chosen={chosen.value}
        onChoose={(id) => {
          chosen.value = id;
        }}
        tabs={[
          {
            id: 'overview',
            label: 'Overview',
            content: () => <Overview detail={detail} marks={marks} />,
          },
          {
            id: 'message',
            label: 'Whole message',
            content: () => <WholeMessage detail={detail} marks={marks} />,
          },
        ]}
      />
    </>
  );
}

interface Props {
  readonly detail: MessageDetail;
  readonly marks: Marks;
}

function Overview({ detail, marks }: Props) {
  const { row, text, siblings } = detail;
  const data = useMemo(() => member(tryParseJson(text) ?? undefined, 'data'), [text]);
  return (
    <>
      {row.kind === 'notification' && <Cause detail={detail} />}
      {data === undefined ? (
        <WholeMessage detail={detail} marks={marks} />
      ) : (
        <Section title="Data">
          <JsonTree label="Data" node={data} marks={marks} />
        </Section>
      )}
      {siblings.length > 0 && (
        <Section title="Other deliveries" about="of the same notification">
          <NotificationList from={row} linked={siblings} reasons={false} />
        </Section>
      )}
      <Carrier detail={detail} />
    </>
  );
}

/** What a notification answers and why, or why it answers nothing. */
function Cause({ detail: { call, link, unsolicited } }: { readonly detail: MessageDetail }) {
  if (call !== null && link !== null) {
    return (
      <Section title={link.copy ? 'Copy of the answer to' : 'Answers'}>
        <div class="detail-cause">
          <p>
            <RowLink row={call} />{' '}
            <code class="detail-faint">
              <Text text={`${call.method} ${call.path}`} masked={true} />
            </code>
          </p>
          <LinkReason link={link} evidence={true} />
        </div>
      </Section>
    );
  }
  return (
    <Section title="Answers no call">
      <p class="detail-note detail-note-unsolicited">
        Unsolicited{unsolicited === null ? '.' : `: ${unsolicited}.`}
      </p>
    </Section>
  );
}

function WholeMessage({ detail: { text, cut }, marks }: Props) {
  const body: BodyDetail = useMemo(
    () => ({
      text,
      base64: null,
      cut,
      length: new TextEncoder().encode(text).length,
      encoding: null,
      omitted: null,
      digest: null,
    }),
    [text, cut],
  );
  return (
    <BodyView
      title="Message"
      body={body}
      headers={JSON_HEADERS}
      marks={marks}
      download={null}
      none=""
    />
  );
}

const JSON_HEADERS = [['Content-Type', 'application/json']] as const;
