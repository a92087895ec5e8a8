import type { LinkOf, Part } from '../../acts/act.js';
import { credentialsOf } from '../../acts/credentials.js';
import type { CsrfHeaders } from '../../acts/csrf.js';
import { canonicalOrigin, originExchange } from '../../acts/origins.js';
import { noOverrides, type Overrides } from '../../acts/override.js';
import { isAnonymous } from '../../acts/personal.js';
import { visitsOf } from '../../acts/visits.js';
import { whyUnusable } from '../../acts/why-unusable.js';
import type { ServerEra } from '../../bayeux/errors.js';
import type { Cause } from '../../correlate/cause.js';
import { lazily } from '../../lazily.js';
import type { RecordedExchange, Recording } from '../../recording/reader.js';
import { type Matching, usualMatching } from '../matching/matching.js';
import { type BayeuxWords, bayeuxWords, type SessionWords } from './bayeux-words.js';
import { commonWords } from './common-words.js';
import { type MatchingFacts, recordedRequest } from './recorded-request.js';
import type { RecordedRequest, Script } from './script.js';
import { writeScript } from './write-script.js';

/** A recording made ready to be played. Each thing is found out when it is asked for first. */
export interface Repertoire {
  /** By id. */
  readonly parts: readonly Part[];
  script(part: Part): Script;
  /** Whether a request without credentials may have begun that session. */
  mayBeginAnonymously(part: Part): boolean;
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
  /** What each notification of a session follows, by message id; nothing of it is kept. */
  causes(part: Part): Iterable<readonly [notification: number, cause: Cause]>;
  /** Reads ahead what will be needed, part after part, for the sake of who goes through it. */
  ahead(): Iterable<Part>;
  /** All calls that a live session or nobody could make, by id. */
  calls(): Iterable<RecordedCall>;
}

/** A recorded call as a report tells it. */
export interface RecordedCall {
  readonly call: number;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
}

/**
 * Reads of a recording what playing it takes, as it is needed.
 *
 * @param outages whether what went wrong is to be acted out
 */
export function repertoireOf(
  recording: Recording,
  linkOf: LinkOf,
  matching: Matching = usualMatching,
  era: ServerEra = '5',
  overrides: Overrides = noOverrides,
  outages = false,
): Repertoire {
  const unusable = remembered(whyUnusable);
  const visits = visitsOf(recording, linkOf, overrides, unusable);
  const { parts, survey, csrf, origins, existing, trafficOf } = visits;
  const facts = lazily((): MatchingFacts => {
    const exchange = originExchange(origins());
    return {
      csrf: csrf(),
      matching,
      canonical: (content) => exchange.bytes(content, canonicalOrigin(recording.info.target)),
      unusable,
    };
  });

  const wordsOf = (session: number | null): SessionWords => {
    const exchanges = existing(survey().exchangesOf(session));
    return bayeuxWords(trafficOf(session, exchanges).turns);
  };
  const words = commonWords(
    () => [...parts.map(({ id }) => id), null],
    () => survey().refusing,
    wordsOf,
    era,
  );

  const scripts = new Map<number, Script>();
  function scriptOf(part: Part): Script {
    let script = scripts.get(part.id);
    if (script === undefined) {
      script = writeScript(part, visits.visit(part), facts(), words, outages);
      scripts.set(part.id, script);
    }
    return script;
  }
  const denied = lazily(() => existing(survey().denied).filter(isDenied));
  const deniedOf = (kind: RecordedExchange['kind']): (() => number | null) =>
    lazily(() => denied().find((each) => each.kind === kind)?.id ?? null);
  const deniedBayeux = deniedOf('bayeux');
  const deniedUpgrade = deniedOf('websocket');
  const anonymous = lazily(() =>
    existing(survey().anonymous)
      .filter(isAnonymous)
      .map((each) => recordedRequest(each, -1, facts())),
  );
  return {
    parts,
    script: scriptOf,
    causes: (part) => visits.visit(part).causes(),
    *ahead() {
      for (const part of parts) {
        scriptOf(part);
        yield part;
      }
      anonymous();
      denied();
    },
    mayBeginAnonymously: ({ id }) => survey().begunByNobody.has(id),
    get anonymous() {
      return anonymous();
    },
    get csrf() {
      return csrf();
    },
    get origins() {
      return origins();
    },
    words,
    get deniedBayeux() {
      return deniedBayeux();
    },
    get deniedUpgrade() {
      return deniedUpgrade();
    },
    get bayeuxPaths() {
      return survey().bayeuxPaths;
    },
    *calls() {
      const nobodys = new Set(survey().anonymous);
      for (const { id, kind, session, method, path, operation } of recording.exchangeOutlines()) {
        if (kind !== 'call' || (session === null && !nobodys.has(id))) continue;
        yield { call: id, method, path, operation };
      }
    },
  };
}

function remembered<T>(of: (exchange: RecordedExchange) => T): (exchange: RecordedExchange) => T {
  const known = new Map<number, T>();
  return (exchange) => {
    const { id } = exchange;
    if (!known.has(id)) known.set(id, of(exchange));
    return known.get(id) as T;
  };
}

function isDenied(exchange: RecordedExchange): boolean {
  const { kind, status, requestHeaders } = exchange;
  // Outages (5xx) are acted out by `outages.ts` alone.
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
