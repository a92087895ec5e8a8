import type { Link } from '../../recording/exchange.js';
import type { RecordedExchange, Recording } from '../../recording/reader.js';
import { credentialsOf } from '../credentials.js';
import { type CsrfHeaders, csrfHeadersOf } from '../csrf.js';
import { groupBy } from '../group-by.js';
import { bookKey } from '../matching/redacted-path.js';
import { canonicalOrigin, originExchange, recordedOrigins } from '../origins.js';
import { type BayeuxWords, bayeuxWords, wordsOr } from './bayeux-words.js';
import { listActs } from './list-acts.js';
import { latestBefore, placeConsequences } from './place-consequences.js';
import {
  beginsSession,
  type MatchingFacts,
  recordedRequest,
  whyUnusable,
} from './recorded-request.js';
import { recordedTabs } from './recorded-tabs.js';
import type { Consequence, RecordedRequest, Script } from './script.js';
import { type SessionTraffic, sessionTraffic } from './turns.js';

/** A recording made ready to be played. */
export interface Repertoire {
  /** By id of the recorded session. */
  readonly scripts: readonly Script[];
  /** Requests without any credential, of all sessions and of none, in recorded order. */
  readonly anonymous: readonly RecordedRequest[];
  readonly csrf: CsrfHeaders;
  /** Origins by which desktops and server name the server, for instance `http://gws.test:8080`. */
  readonly origins: readonly string[];
  /** What the recorded server says whoever asks. */
  readonly words: BayeuxWords;
  /** Exchange in which Bayeux without credentials was refused by HTTP; null if there is none. */
  readonly deniedBayeux: number | null;
  /** Exchange in which a websocket without credentials was refused; null if there is none. */
  readonly deniedUpgrade: number | null;
  /** Request targets, without their query, that Bayeux was sent to. */
  readonly bayeuxPaths: ReadonlySet<string>;
}

/**
 * Reads a recording once and writes a script for each session in it.
 *
 * @param links which notification answers which call, complete
 */
export function writeScripts(recording: Recording, links: readonly Link[]): Repertoire {
  const exchanges = new Map<number, RecordedExchange>();
  for (const each of recording.exchanges()) exchanges.set(each.id, each);
  const csrf = csrfHeadersOf(exchanges.values());
  const origins = recordedOrigins(recording.info.target, exchanges.values());
  const exchange = originExchange(origins);
  const facts: MatchingFacts = {
    csrf,
    canonical: (content) => exchange.bytes(content, canonicalOrigin(recording.info.target)),
    unusable: remembered(whyUnusable),
  };
  const messages = groupBy(recording.messages(), (each) => each.session);
  const byNotification = new Map(links.map((link) => [link.notification, link]));
  const bySession = groupBy(exchanges.values(), (each) => each.session);

  const traffic = new Map<number | null, SessionTraffic>();
  for (const [session, rows] of messages) traffic.set(session, sessionTraffic(rows, exchanges));
  const words = bayeuxWords([...traffic.values()].flatMap(({ turns }) => turns));

  const foreign = (call: number): RecordedExchange | null => {
    const made = exchanges.get(call);
    const isAct = made?.kind === 'call' && isPersonal(made) && facts.unusable(made) === null;
    return isAct ? made : null;
  };
  const scripts = recording.sessions().map(({ id, user }) => {
    const own = bySession.get(id) ?? [];
    const itsTraffic = traffic.get(id) ?? { turns: [], notifications: [] };
    const itsLink = (notification: number): Link | null => byNotification.get(notification) ?? null;
    return writeScript({ id, user }, own, itsTraffic, itsLink, foreign, facts, words);
  });
  const anonymous = [...exchanges.values()].filter(isAnonymous);
  const denied = [...exchanges.values()].filter(isDenied);
  return {
    scripts: scripts.toSorted((a, b) => a.session - b.session),
    anonymous: anonymous.map((each) => recordedRequest(each, -1, facts)),
    csrf,
    origins,
    words,
    deniedBayeux: denied.find(({ kind }) => kind === 'bayeux')?.id ?? null,
    deniedUpgrade: denied.find(({ kind }) => kind === 'websocket')?.id ?? null,
    bayeuxPaths: new Set(
      [...exchanges.values()].filter(({ kind }) => carriesBayeux(kind)).map(bayeuxPath),
    ),
  };
}

function writeScript(
  { id, user }: { readonly id: number; readonly user: string | null },
  exchanges: readonly RecordedExchange[],
  traffic: SessionTraffic,
  link: (notification: number) => Link | null,
  foreign: (call: number) => RecordedExchange | null,
  facts: MatchingFacts,
  common: BayeuxWords,
): Script {
  const tabs = recordedTabs(traffic.turns);
  const own = exchanges.filter((each) => each.kind === 'call' || each.kind === 'safe');
  const personal = own.filter(isPersonal);
  const calls = personal.filter((each) => each.kind === 'call');
  const bare = listActs(
    calls.filter((each) => facts.unusable(each) === null),
    traffic.turns,
    tabs,
  );
  const seqs = new Map(own.map(({ id: exchange, seq }) => [exchange, seq]));
  const { acts, prologue } = placeConsequences(
    bare,
    traffic,
    tabs,
    link,
    (call) => seqs.get(call) ?? null,
    foreign,
  );
  const actOf = new Map(
    acts.flatMap((act, index) => (act.kind === 'call' ? [[act.exchange, index] as const] : [])),
  );
  const requests = personal.map((each) => {
    const position = actOf.get(each.id) ?? latestBefore(acts, each.seq);
    return recordedRequest(each, position, facts);
  });
  return {
    session: id,
    user,
    acts,
    requests: groupBy(
      requests.filter(({ unusable }) => unusable === null),
      ({ shape }) => bookKey(shape),
    ),
    unanswered: requests.filter(({ unusable }) => unusable !== null),
    prologue,
    fromOthers: fromOthers([...prologue, ...acts.flatMap(({ consequences }) => consequences)]),
    words: wordsOr(bayeuxWords(traffic.turns), common),
  };
}

function fromOthers(consequences: readonly Consequence[]): Script['fromOthers'] {
  const inOrder = consequences
    .filter(({ foreign }) => foreign !== null)
    .toSorted((a, b) => a.seq - b.seq);
  return groupBy(inOrder, ({ foreign }) => foreign?.call ?? 0);
}

function remembered<T>(of: (exchange: RecordedExchange) => T): (exchange: RecordedExchange) => T {
  const known = new Map<number, T>();
  return (exchange) => {
    const { id } = exchange;
    if (!known.has(id)) known.set(id, of(exchange));
    return known.get(id) as T;
  };
}

function isAnonymous(exchange: RecordedExchange): boolean {
  const { kind, requestHeaders } = exchange;
  return (kind === 'call' || kind === 'safe') && !credentialsOf(requestHeaders).any;
}

/** Only the session that it was recorded in can play it. */
function isPersonal(exchange: RecordedExchange): boolean {
  return !isAnonymous(exchange) || beginsSession(exchange);
}

function isDenied(exchange: RecordedExchange): boolean {
  const { kind, status, requestHeaders } = exchange;
  // Outages (5xx) are not acted out.
  const refused = status !== null && status >= 400 && status < 500;
  return (
    carriesBayeux(kind) &&
    refused &&
    whyUnusable(exchange) === null &&
    !credentialsOf(requestHeaders).any
  );
}

function carriesBayeux(kind: RecordedExchange['kind']): boolean {
  return kind === 'bayeux' || kind === 'websocket';
}

/** Without what clients append for the kind of message. */
function bayeuxPath({ path }: RecordedExchange): string {
  return path.replace(/\?.*$/su, '').replace(/\/(?:handshake|connect|disconnect)?$/u, '');
}
