import { useState } from 'preact/hooks';
import type {
  BodyDetail,
  ExchangeDetail,
  HeaderList,
  MessageDetail,
} from '../../protocol/detail.js';
import type { DiffDetail, DiffKeys } from '../../protocol/diff.js';
import { headLines, headPlaces } from '../../view/compare/head-lines.js';
import { jsonLines, MOST_LINES, type TextLine } from '../../view/compare/json-lines.js';
import { sideBySide } from '../../view/compare/side-by-side.js';
import { Nothing } from './nothing.js';
import { SideRows } from './side-rows.js';
import { useFetched } from './use-fetched.js';

/** Whole answers or notifications beside each other, once they are asked for. */
export function WholeTexts({ detail }: { readonly detail: DiffDetail }) {
  const { keys } = detail.place;
  const isMessage = (keys.baseline?.message ?? keys.candidate?.message ?? null) !== null;
  return (
    <>
      {isMessage && (
        <Opening title="Whole notification">
          <Messages detail={detail} />
        </Opening>
      )}
      {(keys.baseline?.exchange ?? keys.candidate?.exchange ?? null) !== null && (
        <>
          <Opening title={isMessage ? 'Answer of its call' : 'Whole answer'}>
            <Exchanges detail={detail} part="response" isMessage={isMessage} />
          </Opening>
          <Opening title={isMessage ? 'Request of its call' : 'Request'}>
            <Exchanges detail={detail} part="request" isMessage={isMessage} />
          </Opening>
        </>
      )}
    </>
  );
}

interface OpeningProps {
  readonly title: string;
  readonly children: preact.ComponentChildren;
}

function Opening({ title, children }: OpeningProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="compare-part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}, side by side</summary>
      {isOpen && children}
    </details>
  );
}

/** Where a row is asked for; null if there is none. */
function pathOf(recording: number, key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  const rows = key.startsWith('m') ? 'messages' : 'exchanges';
  return `api/recordings/${recording}/${rows}/${key.slice(1)}`;
}

function Messages({ detail }: { readonly detail: DiffDetail }) {
  const { baseline, candidate } = detail.place.keys;
  const left = useFetched<MessageDetail>(pathOf(0, baseline?.message));
  const right = useFetched<MessageDetail>(pathOf(1, candidate?.message));
  return (
    <Beside
      label="Notifications"
      isThere={[baseline?.message != null, candidate?.message != null]}
      left={left}
      right={right}
      linesOf={({ text }) => jsonLines(text)}
      differing={placesOf(detail, 'notification-changed').map((path) => `/data${path}`)}
    />
  );
}

interface ExchangesProps {
  readonly detail: DiffDetail;
  readonly part: 'request' | 'response';
  readonly isMessage: boolean;
}

function Exchanges({ detail, part, isMessage }: ExchangesProps) {
  const keys: readonly (DiffKeys | null)[] = [
    detail.place.keys.baseline,
    detail.place.keys.candidate,
  ];
  const [one, other] = keys.map((each) => each?.exchange ?? null);
  const left = useFetched<ExchangeDetail>(pathOf(0, one));
  const right = useFetched<ExchangeDetail>(pathOf(1, other));
  const isThere = [one !== null, other !== null] as const;
  // Requests only align, and what differs in the answer of a notification's call is told there.
  const differing = part === 'response' && !isMessage ? placesOf(detail, 'body') : [];
  return (
    <>
      <Beside
        label={part === 'request' ? 'Heads of the requests' : 'Heads of the answers'}
        isThere={isThere}
        left={left}
        right={right}
        linesOf={(exchange) => headLines(...headOf(exchange, part))}
        differing={part === 'response' && !isMessage ? headPlaces(detail.siblings) : []}
      />
      <Beside
        label={part === 'request' ? 'Bodies of the requests' : 'Bodies of the answers'}
        isThere={isThere}
        left={left}
        right={right}
        linesOf={(exchange) =>
          jsonLines(bodyText(part === 'request' ? exchange.requestBody : exchange.responseBody))
        }
        differing={differing}
      />
    </>
  );
}

interface BesideProps<T> {
  readonly label: string;
  readonly isThere: readonly [boolean, boolean];
  readonly left: { readonly value: T | null; readonly failure: string | null };
  readonly right: { readonly value: T | null; readonly failure: string | null };
  readonly linesOf: (value: T) => readonly TextLine[];
  /** Places that count. */
  readonly differing: readonly string[];
}

function Beside<T>({ label, isThere, left, right, linesOf, differing }: BesideProps<T>) {
  const failure = left.failure ?? right.failure;
  if (failure !== null) return <Nothing words={failure} isTrouble={true} />;
  if ((isThere[0] && left.value === null) || (isThere[1] && right.value === null)) {
    return <Nothing words="Fetching…" />;
  }
  const ours = left.value === null ? [] : linesOf(left.value);
  const theirs = right.value === null ? [] : linesOf(right.value);
  const isCut = Math.max(ours.length, theirs.length) >= MOST_LINES;
  return (
    <>
      <SideRows
        rows={sideBySide(ours, theirs, differing)}
        label={label}
        nothing={{ baseline: !isThere[0], candidate: !isThere[1] }}
      />
      {isCut && <p class="compare-note">Only the first {MOST_LINES.toLocaleString('en')} lines.</p>}
    </>
  );
}

/** JSON Pointers of what differs and counts. */
function placesOf(detail: DiffDetail, kind: string): readonly string[] {
  return detail.siblings.flatMap((each) =>
    each.kind === kind && each.rule === null && each.path !== null ? [each.path] : [],
  );
}

function headOf(
  exchange: ExchangeDetail,
  part: 'request' | 'response',
): readonly [first: string, headers: HeaderList] {
  const { row, reason, requestHeaders, responseHeaders } = exchange;
  const first =
    part === 'request'
      ? `${row.method ?? ''} ${row.path ?? ''}`
      : [row.status ?? 'no answer', reason].filter((each) => each !== null).join(' ');
  return [first, (part === 'request' ? requestHeaders : responseHeaders) ?? []];
}

function bodyText(body: BodyDetail | null): string {
  if (body === null) return 'no body';
  if (body.omitted !== null) return `not stored: ${body.omitted}, ${body.length} bytes`;
  return body.text ?? `${body.length} bytes\n${body.base64 ?? ''}`;
}
