import { SESSION_COOKIES } from '../correlate/sessions/session-tracker.js';
import type { ExchangeOutline, Recording } from '../recording/reader.js';

/**
 * What is where in a recording, found out in one pass that opens no body, so that scripts can be written one by one.
 * Where it says *may*, whoever uses it looks closer.
 */
export interface Survey {
  /** Ids of a session's exchanges, or of those of none, in wire order. */
  exchangesOf(session: number | null): readonly number[];
  /** Ids of a session's messages, or of those of none, in wire order. */
  messagesOf(session: number | null): readonly number[];
  /** Ids of calls and safe requests that may carry no credentials, in wire order. */
  readonly anonymous: readonly number[];
  /** Ids of Bayeux exchanges and websockets that may have been refused for want of credentials, in wire order. */
  readonly denied: readonly number[];
  /** Sessions that a request without credentials may have begun. */
  readonly begunByNobody: ReadonlySet<number>;
  /** Sessions, null for none, in which the server may have refused something in Bayeux, in wire order. */
  readonly refusing: ReadonlySet<number | null>;
  /** Ids of exchanges that may name a header for CSRF tokens: the first of each connection's kind is enough. */
  readonly csrf: readonly number[];
  /** Values of `Host` that requests carried, in wire order. */
  readonly hosts: readonly string[];
  /** Request targets, without their query, that Bayeux was sent to. */
  readonly bayeuxPaths: ReadonlySet<string>;
}

/** More exchanges than these don't tell of another header for CSRF tokens. */
const mostCsrf = 100;
/** A hostile recording could name thousands. */
const mostHosts = 1_000;

export function surveyOf(recording: Recording): Survey {
  const exchanges = new Places();
  const messages = new Places();
  const anonymous = new Places();
  const denied = new Places();
  const begunByNobody = new Set<number>();
  const refusing = new Set<number | null>();
  const csrf: number[] = [];
  const hosts = new Set<string>();
  const bayeuxPaths = new Set<string>();

  for (const each of recording.exchangeOutlines()) {
    exchanges.add(each.session, each);
    const isBayeux = each.kind === 'bayeux' || each.kind === 'websocket';
    const host = hostIn(each.requestHeaders);
    if (host !== null && hosts.size < mostHosts) hosts.add(host);
    if (csrf.length < mostCsrf && mentionsCsrf(each)) csrf.push(each.id);
    if (isBayeux) bayeuxPaths.add(bayeuxPath(each.path));
    if (carriesCredentials(each.requestHeaders)) continue;
    (isBayeux ? denied : anonymous).add(null, each);
    if (each.session !== null && /"set-cookie"/iu.test(each.responseHeaders ?? '')) {
      begunByNobody.add(each.session);
    }
    if (each.session !== null && isBayeux) begunByNobody.add(each.session);
  }
  for (const each of recording.messageOutlines()) {
    messages.add(each.session, each);
    if (each.refuses) refusing.add(each.session);
  }
  for (const places of [exchanges, messages, anonymous, denied]) places.close();
  return {
    exchangesOf: (session) => exchanges.of(session),
    messagesOf: (session) => messages.of(session),
    anonymous: anonymous.of(null),
    denied: denied.of(null),
    begunByNobody,
    refusing,
    csrf,
    hosts: [...hosts],
    bayeuxPaths,
  };
}

/** Ids by session, in wire order. */
class Places {
  readonly #bySession = new Map<
    number | null,
    { ids: number[]; seqs: number[]; sorted: boolean }
  >();

  add(session: number | null, { id, seq }: { readonly id: number; readonly seq: number }): void {
    let own = this.#bySession.get(session);
    if (own === undefined) {
      own = { ids: [], seqs: [], sorted: true };
      this.#bySession.set(session, own);
    }
    if (seq < (own.seqs.at(-1) ?? seq)) own.sorted = false;
    own.ids.push(id);
    own.seqs.push(seq);
  }

  of(session: number | null): readonly number[] {
    return this.#bySession.get(session)?.ids ?? [];
  }

  /** Puts all in order; nothing is added any more. */
  close(): void {
    for (const own of this.#bySession.values()) {
      const { ids, seqs, sorted } = own;
      if (sorted) own.ids = ids.slice();
      else {
        const places = ids.map((_, place) => place);
        places.sort((a, b) => (seqs[a] ?? 0) - (seqs[b] ?? 0));
        own.ids = places.map((place) => ids[place] ?? 0);
      }
      own.seqs = [];
    }
  }
}

/** Who has one of these carries credentials for certain; other ways to write a session cookie are left to who looks closer. */
const authorization = /\["authorization"/iu;
const sessionCookie = new RegExp(
  `\\["(?:[Cc]ookie|COOKIE)",\\s*"(?:[^"\\\\]*;\\s*)?(?:${SESSION_COOKIES.join('|')})=[^;"\\s\\\\]`,
  'u',
);

/** @param headers JSON text */
function carriesCredentials(headers: string): boolean {
  return authorization.test(headers) || sessionCookie.test(headers);
}

function hostIn(headers: string): string | null {
  return /\["host",\s*"([^"\\]*)"/iu.exec(headers)?.[1] ?? null;
}

function mentionsCsrf({ requestHeaders, responseHeaders }: ExchangeOutline): boolean {
  return (
    /csrf/iu.test(requestHeaders) || (responseHeaders !== null && /csrf/iu.test(responseHeaders))
  );
}

/** Without what clients append for the kind of message. */
function bayeuxPath(path: string): string {
  return path.replace(/\?.*$/su, '').replace(/\/(?:handshake|connect|disconnect)?$/u, '');
}
