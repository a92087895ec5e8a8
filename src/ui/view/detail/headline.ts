import type { Row } from '../../protocol/row.js';

/** Something about a row that one should see at once. */
export interface Badge {
  readonly tone: 'bad' | 'warn' | 'good' | 'plain';
  readonly text: string;
  /** What it means. */
  readonly title: string;
}

const KINDS = {
  call: 'Call',
  safe: 'Request',
  bayeux: 'Bayeux request',
  websocket: 'Websocket',
  notification: 'Notification',
  message: 'Bayeux message',
} as const;

/** What a row is, with its number: `Call 12`. */
export function kindWords({ kind, id }: Pick<Row, 'kind' | 'id'>): string {
  return `${KINDS[kind]} ${id}`;
}

/** The name of a row for a heading or a link: an operation, what a notification tells, a channel, or method and path. */
export function nameOf(row: Row): string {
  switch (row.kind) {
    case 'notification':
      return (
        [row.messageType, row.notificationType].filter((each) => each !== null).join(' ') ||
        (row.channel ?? 'notification')
      );
    case 'message':
      return row.channel ?? 'message without channel';
    default:
      return (
        row.operation ?? `${row.method ?? ''} ${(row.path ?? '').replace(/\?.*$/su, '')}`.trim()
      );
  }
}

/** Of an exchange: how it ended, if not as it should. */
function outcomeBadge({ outcome, end, kind }: Row): Badge | null {
  switch (outcome) {
    case 'cut-by-server':
      return bad('cut by the server', 'The server hung up before its answer was whole.');
    case 'cut-by-desktop':
      return bad('cut by the desktop', 'The desktop hung up before the answer was whole.');
    case 'unreachable':
      return bad(
        'unreachable',
        'No connection to the server could be made; the recorder answered 502.',
      );
    case 'open':
      return warn('open', 'No answer came before the recording ended, or none has come yet.');
    default:
      return end === null && (kind === 'call' || kind === 'safe')
        ? warn('open', 'No answer has come yet.')
        : null;
  }
}

/** All that one should see at once of a row. */
export function badgesOf(row: Row, redacted: number, encoded: readonly string[]): readonly Badge[] {
  const outcome = outcomeBadge(row);
  return [
    ...(outcome === null ? [] : [outcome]),
    ...(row.miss === null
      ? []
      : [bad(`miss ${row.miss}`, 'The recording has no answer to this request.')]),
    ...(row.copy ? [plain('copy', 'Delivered to someone else than the caller, or again.')] : []),
    ...(row.kind === 'notification' && row.call === null
      ? [warn('unsolicited', 'No rule links it with a call.')]
      : []),
    ...(row.state === null ? [] : [stateBadge(row.state)]),
    ...(redacted === 0
      ? []
      : [
          plain(
            'redacted',
            `Something was replaced at ${redacted} ${redacted === 1 ? 'place' : 'places'}.`,
          ),
        ]),
    ...encoded.map((each) => plain(each, 'Content encoding: what is shown is decoded.')),
  ];
}

/** What kind of status it is, to colour it. */
export function statusTone(status: number | null): Badge['tone'] {
  if (status === null) return 'warn';
  if (status >= 400) return 'bad';
  return status >= 200 && status < 300 ? 'good' : 'plain';
}

function stateBadge(state: string): Badge {
  switch (state) {
    case 'undelivered':
      return bad(state, 'The stand-in could not deliver it.');
    case 'waiting':
      return warn(state, 'The stand-in holds it until its time comes.');
    case 'queued':
      return plain(state, 'It goes out with the next answer that can carry it.');
    default:
      return plain(state, 'The desktop was sent it.');
  }
}

const bad = (text: string, title: string): Badge => ({ tone: 'bad', text, title });
const warn = (text: string, title: string): Badge => ({ tone: 'warn', text, title });
const plain = (text: string, title: string): Badge => ({ tone: 'plain', text, title });
