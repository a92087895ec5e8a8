import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { ExchangeDetail } from '../../protocol/detail.js';
import { badgesOf } from '../../view/detail/headline.js';
import { queryParameters } from '../../view/detail/parameters.js';
import { RedactedPlaces } from '../../view/detail/redacted-places.js';
import { resourceOf } from '../../view/detail/resource-of.js';
import { BodyView } from './body-view.js';
import { CurlNotes } from './curl-button.js';
import { ExchangeHalf } from './exchange-half.js';
import { ParametersSection } from './head-tables.js';
import { Headline } from './headline.js';
import type { Marks } from './marks.js';
import { MessageList } from './message-list.js';
import { MissView } from './miss-view.js';
import { NotificationList } from './notification-list.js';
import { Section } from './section.js';
import { type Tab, Tabs } from './tabs.js';
import { Timing } from './timing.js';

const chosen = signal('overview');

interface Props {
  readonly place: number;
  readonly detail: ExchangeDetail;
}

/** An exchange whole. */
export function ExchangeView({ place, detail }: Props) {
  const { row, notifications, messages, requestRedacted, responseRedacted } = detail;
  const marks = useMemo(() => marksOf(detail), [detail]);
  const encoded = [detail.requestBody, detail.responseBody].flatMap((body) => body?.encoding ?? []);
  const badges = badgesOf(row, requestRedacted.length + responseRedacted.length, [
    ...new Set(encoded),
  ]);
  const files = `api/recordings/${place}/exchanges/${row.id}`;
  const half = (which: 'request' | 'response') => (
    <ExchangeHalf
      detail={detail}
      which={which}
      marks={marks[which]}
      download={`${files}/${which}`}
    />
  );
  const tabs: Tab[] = [
    {
      id: 'overview',
      label: 'Overview',
      content: () => <Overview detail={detail} marks={marks} files={files} />,
    },
    { id: 'request', label: 'Request', content: () => half('request') },
    { id: 'response', label: 'Response', content: () => half('response') },
    ...(row.kind === 'call'
      ? [
          {
            id: 'notifications',
            label: 'Notifications',
            count: notifications.length,
            content: () => <Answers detail={detail} reasons={true} />,
          },
        ]
      : []),
    ...(row.kind === 'bayeux' || row.kind === 'websocket'
      ? [
          {
            id: 'messages',
            label: 'Messages',
            count: messages.length,
            content: () => <MessageList messages={messages} />,
          },
        ]
      : []),
    { id: 'timing', label: 'Timing', content: () => <Timing detail={detail} /> },
  ];
  return (
    <>
      <Headline row={row} user={detail.user} reason={detail.reason} badges={badges} />
      <CurlNotes detail={detail} />
      <Tabs
        label="Parts of the exchange"
        tabs={tabs}
        chosen={chosen.value}
        onChoose={(id) => {
          chosen.value = id;
        }}
      />
    </>
  );
}

interface OverviewProps {
  readonly detail: ExchangeDetail;
  readonly marks: { readonly request: Marks; readonly response: Marks };
  readonly files: string;
}

/** What matters most of each kind: the bodies of a call and what it caused, the messages that a connect carried. */
function Overview({ detail, marks, files }: OverviewProps) {
  const { row, miss, messages } = detail;
  const isBayeux = (row.kind === 'bayeux' || row.kind === 'websocket') && messages.length > 0;
  return (
    <>
      {miss !== null && <MissView text={miss} />}
      {isBayeux && <MessageList messages={messages} />}
      {!isBayeux && (
        <ParametersSection
          title="Query"
          parameters={queryParameters(row.path ?? '')}
          redacted={(name) => marks.request.redacted.query(name)}
        />
      )}
      {!isBayeux && detail.requestBody !== null && (
        <BodyView
          title="Request body"
          body={detail.requestBody}
          headers={detail.requestHeaders}
          marks={marks.request}
          download={`${files}/request`}
          none="No body."
        />
      )}
      {!isBayeux && (
        <BodyView
          title="Response body"
          body={detail.responseBody}
          headers={detail.responseHeaders ?? []}
          marks={marks.response}
          download={`${files}/response`}
          none={detail.responseHeaders === null ? 'No answer yet.' : 'The answer has no body.'}
        />
      )}
      {row.kind === 'call' && <Answers detail={detail} reasons={false} />}
    </>
  );
}

function Answers({
  detail,
  reasons,
}: {
  readonly detail: ExchangeDetail;
  readonly reasons: boolean;
}) {
  const { row, notifications, unanswered } = detail;
  return (
    <Section
      title="Notifications"
      about={notifications.length === 0 ? undefined : 'that it caused'}
    >
      {notifications.length === 0 ? (
        <p class="detail-empty">
          {unanswered === null ? 'None is linked with it.' : `None: ${unanswered}.`}
        </p>
      ) : (
        <NotificationList from={row} linked={notifications} reasons={reasons} />
      )}
    </Section>
  );
}

function marksOf(detail: ExchangeDetail): { request: Marks; response: Marks } {
  const isAnswered = detail.notifications.length > 0;
  const linking = {
    reference: isAnswered ? detail.row.reference : null,
    resource: resourceOf(detail.notifications),
  };
  return {
    request: { redacted: new RedactedPlaces(detail.requestRedacted), ...linking },
    response: { redacted: new RedactedPlaces(detail.responseRedacted), ...linking },
  };
}
