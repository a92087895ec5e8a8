/**
 * Generations of CometD servers whose errors differ in wording: `3` is 2.9 to 3.1, `4` is 4.0,
 * `5` all since, the Node server too.
 */
export type ServerEra = '3' | '4' | '5';

/** What a Bayeux server can refuse, by its own name for it. */
export type BayeuxErrorKind = keyof typeof ERRORS;

/** An `error` field taken apart (Bayeux §3.14: code, arguments, message). */
export interface BayeuxError {
  /** Three digits: 4xx for the client, 5xx for the server. */
  readonly code: number;
  readonly args: readonly string[];
  readonly message: string;
  /** What it means, in whatever era's wording; null if no server of ours says it. */
  readonly kind: BayeuxErrorKind | null;
}

type Wordings = readonly [code: number, wording: string | Readonly<Record<ServerEra, string>>];

/** From `BayeuxServerImpl` of CometD 2.9, 3.1 and 5, and `cometd-nodejs-server`; one wording where all agree. */
const ERRORS = {
  'channel-missing': [400, { 3: 'channel missing', 4: 'channel_missing', 5: 'channel_missing' }],
  'session-unknown': [402, { 3: 'Unknown client', 4: 'unknown_session', 5: 'session_unknown' }],
  'handshake-denied': [
    403,
    { 3: 'Handshake denied', 4: 'handshake_denied', 5: 'handshake_denied' },
  ],
  'subscription-missing': [403, 'subscription_missing'],
  'subscription-invalid': [403, 'subscription_invalid'],
  'subscribe-denied': [403, 'subscribe_denied'],
  'subscribe-failed': [403, 'subscribe_failed'],
  'unsubscribe-failed': [403, 'unsubscribe_failed'],
  'create-denied': [403, 'create_denied'],
  'publish-denied': [403, { 3: 'publish denied', 4: 'publish_denied', 5: 'publish_denied' }],
  'message-deleted': [404, { 3: 'message deleted', 4: 'message_deleted', 5: 'message_deleted' }],
} as const satisfies Readonly<Record<string, Wordings>>;

const TABLE: ReadonlyMap<BayeuxErrorKind, Wordings> = new Map(
  Object.entries(ERRORS) as [BayeuxErrorKind, Wordings][],
);

/** The `error` field as a server of that era says it: `402::Unknown client`, `403:denied_by_security_policy:create_denied`. */
export function bayeuxError(
  kind: BayeuxErrorKind,
  era: ServerEra,
  args: readonly string[] = [],
): string {
  const [code, wording]: Wordings = ERRORS[kind];
  return `${code}:${args.join(',')}:${typeof wording === 'string' ? wording : wording[era]}`;
}

/** Takes an `error` field apart; null if it does not have the form of Bayeux §3.14 (servers may say anything). */
export function parseBayeuxError(text: string): BayeuxError | null {
  const [, code, args, message] = /^(\d{3}):([^:]*):(.*)$/s.exec(text) ?? [];
  if (code === undefined || args === undefined || message === undefined) return null;
  return {
    code: Number(code),
    args: args === '' ? [] : args.split(','),
    message,
    kind: kindOf(Number(code), message),
  };
}

/** The era whose servers say this and no others do, null if several do or none. */
export function eraOf(text: string): ServerEra | null {
  const error = parseBayeuxError(text);
  if (error === null || error.kind === null) return null;
  const [, wording]: Wordings = ERRORS[error.kind];
  if (typeof wording === 'string') return null;
  const eras = (['3', '4', '5'] as const).filter((era) => wording[era] === error.message);
  return eras.length === 1 ? (eras[0] as ServerEra) : null;
}

function kindOf(code: number, message: string): BayeuxErrorKind | null {
  for (const [kind, [itsCode, wording]] of TABLE) {
    const wordings = typeof wording === 'string' ? [wording] : Object.values(wording);
    if (itsCode === code && wordings.includes(message)) return kind;
  }
  return null;
}
