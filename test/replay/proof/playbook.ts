import type { Link } from '../../../src/recording/exchange.js';
import { headerValue } from '../../../src/recording/headers.js';
import type { RecordedMessage, Recording } from '../../../src/recording/reader.js';

/** A request that is no Bayeux, as a desktop makes it again. */
export interface AskStep {
  readonly kind: 'ask';
  readonly call: boolean;
  readonly method: string;
  readonly target: string;
  readonly body: Uint8Array | null;
  /** Content-Type and Accept-Encoding, as recorded. */
  readonly headers: readonly (readonly [string, string])[];
  /** It carried Authorization, session cookies, a CSRF token. */
  readonly authorized: boolean;
  readonly cookies: boolean;
  readonly token: boolean;
}

/** A Bayeux message that a desktop sends by itself; never a connect. */
export interface SayStep {
  readonly kind: 'say';
  readonly channel: string;
  /** Recorded clientId of the tab that says it. */
  readonly tab: string;
  readonly message: Readonly<Record<string, unknown>>;
}

export type Step = AskStep | SayStep;

/** What one recorded desktop did, so that another can do it again, and what came of it. */
export interface Playbook {
  readonly session: number;
  readonly user: string;
  /** Where Bayeux was spoken. */
  readonly endpoint: string;
  readonly steps: readonly Step[];
  /** Causes of the notifications of one text, in recorded order, by `likenessOf`. */
  readonly causes: ReadonlyMap<string, readonly string[]>;
}

/** @param together a copy's cause is the call of the other desktop; else the receiver's own latest act */
export function playbooksOf(
  recording: Recording,
  links: readonly Link[],
  together: boolean,
): readonly Playbook[] {
  const exchanges = [...recording.exchanges()];
  const kinds = new Map(exchanges.map((each) => [each.id, each]));
  const messages = [...recording.messages()];
  const linkOf = new Map(links.map((each) => [each.notification, each]));
  const endpoint =
    exchanges.find(({ kind }) => kind === 'bayeux' || kind === 'websocket')?.path ?? '/cometd';
  return recording.sessions().map(({ id: session, user }) => {
    const own = messages.filter((each) => each.session === session);
    const steps: { readonly seq: number; readonly step: Step }[] = [];
    for (const each of exchanges) {
      if (each.session !== session || (each.kind !== 'call' && each.kind !== 'safe')) continue;
      if (each.status === null) continue;
      const cookie = headerValue(each.requestHeaders, 'cookie') ?? '';
      steps.push({
        seq: each.seq,
        step: {
          kind: 'ask',
          call: each.kind === 'call',
          method: each.method,
          target: each.path,
          body: each.requestBody?.content ?? null,
          headers: each.requestHeaders.filter(([name]) =>
            ['content-type', 'accept-encoding'].includes(name.toLowerCase()),
          ),
          authorized: headerValue(each.requestHeaders, 'authorization') !== null,
          cookies: /SESSION/u.test(cookie),
          token: headerValue(each.requestHeaders, 'x-csrf-token') !== null,
        },
      });
    }
    for (const each of own) {
      const said = each.direction === 'to-server' ? sayStep(each, own) : null;
      if (said !== null) steps.push({ seq: each.seq, step: said });
    }
    steps.sort((a, b) => a.seq - b.seq);
    const causes = new Map<string, string[]>();
    for (const each of own) {
      if (each.direction !== 'to-desktop' || each.notification === null) continue;
      const call = linkOf.get(each.id)?.call;
      const isOwn = call !== undefined && kinds.get(call)?.session === session;
      const latest = steps.findLastIndex(({ seq }) => seq < each.seq);
      const cause = call !== undefined && (isOwn || together) ? `call ${call}` : `step ${latest}`;
      const likeness = likenessOf(each.text);
      causes.set(likeness, [...(causes.get(likeness) ?? []), cause]);
    }
    return {
      session,
      user: user ?? '',
      endpoint: endpoint.replace(/\?.*$/u, '').replace(/\/(?:handshake|connect)?$/u, ''),
      steps: [...steps.map(({ step }) => step), ...misses],
      causes,
    };
  });
}

/** What the recording does not have. */
const misses: readonly Step[] = ['GET', 'POST', 'DELETE'].map((method) => ({
  kind: 'ask',
  call: method !== 'GET',
  method,
  target: '/api/v2/me/nowhere?id=1',
  body: method === 'POST' ? Buffer.from('{"operationName":"Complete"}') : null,
  headers: [],
  authorized: false,
  cookies: true,
  token: false,
}));

function sayStep(row: RecordedMessage, all: readonly RecordedMessage[]): SayStep | null {
  const channel = row.channel ?? '';
  // A disconnect comes in the end, when all was fetched.
  if (channel === '/meta/connect' || channel === '/meta/disconnect') return null;
  const { id, clientId, ...message } = JSON.parse(row.text) as Record<string, unknown>;
  const reply =
    channel === '/meta/handshake'
      ? all.find(
          (each) =>
            each.direction === 'to-desktop' &&
            each.exchange === row.exchange &&
            each.seq > row.seq &&
            each.channel === channel,
        )
      : undefined;
  if (channel === '/meta/handshake' && reply?.clientId == null) return null;
  return { kind: 'say', channel, tab: reply?.clientId ?? String(clientId), message };
}

/** What a notification says, without what is made anew for each live session. */
export function likenessOf(text: string): string {
  const { id, clientId, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(rest)
    .replace(/https?:\/\/[\w.:-]+/gu, 'ORIGIN')
    .replace(/~[\w-]{22}|[0-9a-f]{32}/gu, 'SECRET');
}
