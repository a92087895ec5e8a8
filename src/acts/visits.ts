import type { Cause } from '../correlate/cause.js';
import { lazily } from '../lazily.js';
import type { RecordedExchange, RecordedMessage, Recording } from '../recording/reader.js';
import type { LinkOf, Part } from './act.js';
import { actsOf } from './acts-of.js';
import { type BayeuxAct, bayeuxActs } from './bayeux-acts.js';
import { causesIn } from './causes-in.js';
import { type CsrfHeaders, csrfHeadersOf } from './csrf.js';
import { recordedOrigins } from './origins.js';
import { noOverrides, type Overrides } from './override.js';
import { isPersonal } from './personal.js';
import type { Caused } from './place-consequences.js';
import { type Survey, surveyOf } from './survey.js';
import { type SessionTraffic, sessionTraffic } from './turns.js';
import { whyUnusable } from './why-unusable.js';

/** What a desktop did in one recorded session, and what it was given. */
export interface Visit {
  /** All its exchanges, in wire order. */
  readonly exchanges: readonly RecordedExchange[];
  readonly traffic: SessionTraffic;
  /** Its acts with all that they caused; found out when it is asked for. */
  readonly caused: Caused;
  /** Its acts that are no calls. */
  bayeuxActs(): readonly BayeuxAct[];
  /** What each of its notifications follows, by message id. */
  causes(): Iterable<readonly [notification: number, cause: Cause]>;
}

/** Reads a recording session by session; nothing that was read is kept. */
export interface Visits {
  /** By id. */
  readonly parts: readonly Part[];
  survey(): Survey;
  /** By what headers CSRF tokens are carried. */
  csrf(): CsrfHeaders;
  /** Origins by which desktops and server name the server, for instance `http://gws.test:8080`. */
  origins(): readonly string[];
  /** The exchanges of those ids that are there, in the same order. */
  existing(ids: readonly number[]): readonly RecordedExchange[];
  /** The messages of those ids that are there, in the same order. */
  messages(ids: readonly number[]): readonly RecordedMessage[];
  /** Bayeux of a session, or of none. */
  trafficOf(session: number | null, exchanges: Iterable<RecordedExchange>): SessionTraffic;
  /** A call that a session other than the asking one makes; null if it is no act. */
  foreign(call: number): RecordedExchange | null;
  visit(part: Part): Visit;
}

/** @param unusable why the answer of an exchange can't be given */
export function visitsOf(
  recording: Recording,
  linkOf: LinkOf,
  overrides: Overrides = noOverrides,
  unusable: (exchange: RecordedExchange) => string | null = whyUnusable,
): Visits {
  const survey = lazily(() => surveyOf(recording));
  const existing = (ids: readonly number[]): readonly RecordedExchange[] =>
    ids.map((id) => recording.exchange(id)).filter((each) => each !== null);
  const messages = (ids: readonly number[]): readonly RecordedMessage[] =>
    ids.map((id) => recording.message(id)).filter((each) => each !== null);

  const trafficOf = (
    session: number | null,
    exchanges: Iterable<RecordedExchange>,
  ): SessionTraffic =>
    sessionTraffic(
      messages(survey().messagesOf(session)),
      new Map(Array.from(exchanges, (each) => [each.id, each])),
    );

  const foreign = (call: number): RecordedExchange | null => {
    const made = recording.exchange(call);
    const isAct = made?.kind === 'call' && isPersonal(made) && unusable(made) === null;
    return isAct ? made : null;
  };
  return {
    parts: recording.users(),
    survey,
    csrf: lazily(() => csrfHeadersOf(existing(survey().csrf))),
    origins: lazily(() => recordedOrigins(recording.info, survey().hosts)),
    existing,
    messages,
    trafficOf,
    foreign,
    visit({ id }) {
      const exchanges = existing(survey().exchangesOf(id));
      const traffic = trafficOf(id, exchanges);
      const caused = lazily(() => {
        const asked = exchanges.filter(({ kind }) => kind === 'call' || kind === 'safe');
        return actsOf(asked, traffic, linkOf, foreign, unusable, overrides);
      });
      const sessionOf = (call: number): number | null => recording.exchange(call)?.session ?? null;
      return {
        exchanges,
        traffic,
        get caused() {
          return caused();
        },
        bayeuxActs: () => bayeuxActs(exchanges, traffic, unusable),
        causes: () => causesIn(id, caused(), traffic, linkOf, overrides, sessionOf),
      };
    },
  };
}
