import type { LinkOf } from '../acts/act.js';
import { noOverrides } from '../acts/override.js';
import { linkSaid } from '../acts/place-consequences.js';
import { textOf } from '../json/node.js';
import type { Recording } from '../recording/reader.js';
import { gwsRules } from '../rules/rules.js';
import { crossOrigin } from './answer/cors.js';
import { answerMiss } from './answer-miss.js';
import { bayeuxPlaces } from './bayeux-places.js';
import type { BayeuxClient } from './bayeux-server/bayeux-client.js';
import { bayeuxServer } from './bayeux-server/bayeux-server.js';
import { batchOf, bayeuxStage } from './bayeux-stage.js';
import { CastQueue } from './cast-queue.js';
import { casting } from './casting.js';
import { Company } from './company.js';
import { rememberedCredentials } from './credentials-memory.js';
import { deliverRecorded } from './deliver-recorded.js';
import { ensemble } from './ensemble.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import { failHeld } from './faults/bayeux-faults.js';
import { choosePlaces } from './faults/choose-places.js';
import { deliveryOf } from './faults/delivery.js';
import { FaultDirector } from './faults/fault-director.js';
import { fitting } from './fitting.js';
import { freshReferences } from './fresh/fresh-references.js';
import { type HttpQuestion, HttpStage } from './http-stage.js';
import type { LiveSession, Manner } from './live-session.js';
import { matchingBy } from './matching/matching.js';
import { desktopOf, LiveBook, type OpenCall } from './observe/live-book.js';
import { renewal } from './renewal.js';
import { replayReport, type Undelivered, undeliveredOf } from './replay-report.js';
import { type Repertoire, repertoireOf } from './script/repertoire.js';
import type { Stage } from './stage.js';
import type { StageOptions } from './stage-options.js';
import { timeline } from './timeline.js';

/** What was never delivered to desktops that are forgotten is told up to here. */
const mostLost = 10_000;

/** No recorded session has this id: it stands for requests that belong to none. */
const nobody = 0;

/**
 * @param linkOf which notification answers which call, complete
 * @param prepared the recording made ready, if it is already
 * @throws UsageError if `session` names nothing in the recording
 */
export function createStage(
  recording: Recording,
  linkOf: LinkOf,
  options: StageOptions,
  prepared: Repertoire | null = null,
): Stage {
  const { rules = gwsRules } = options;
  const matching = matchingBy(rules);
  const { overrides = noOverrides } = options;
  const repertoire =
    prepared ??
    repertoireOf(recording, linkOf, matching, options.era, overrides, options.actOutages);
  const renew = options.renewal ?? renewal;
  const fresh =
    options.freshReferences === true
      ? freshReferences(recording, rules.correlate, (id) => linkSaid(id, linkOf, overrides))
      : null;
  const fit = fitting(recording, () => repertoire.origins, options.origin, fresh);
  const credentials = rememberedCredentials();
  const places = bayeuxPlaces(repertoire, credentials);
  const server = bayeuxServer(options.clock, options.expireAfter);
  const book = new LiveBook(recording);
  const touched = new Set<BayeuxClient>();
  const time = timeline(
    options.clock,
    options.speed ?? Number.POSITIVE_INFINITY,
    flush,
    options.begin,
  );
  const together = options.together === true ? ensemble(time) : null;
  const deliver = deliverRecorded(recording, (client) => touched.add(client), fresh);
  const cast = casting(repertoire.parts, options.session, recording.file);
  const director = new FaultDirector(
    { rules: options.faults ?? [], seed: options.faultSeed ?? options.seed },
    { together: together !== null, choose: options.choose ?? choosePlaces },
  );
  const mannerOf = (session: number, copy: number): Manner => ({
    renewal: renew(options.seed, session, copy),
    time,
    ensemble: together,
    deliver,
    witness: (live) => book.witness(live),
    repeats: options.repeat === 'last',
    faults: (live) => director.of(live),
  });
  const lost: Undelivered[] = [];
  const forget = (forgotten: LiveSession): void => {
    together?.leave(forgotten);
    lost.push(...undeliveredOf(forgotten).slice(0, mostLost - lost.length));
  };
  const chosen = new CastQueue(repertoire.parts, recording.file);
  const { mostSessions } = options;
  const company = new Company(cast, repertoire, mannerOf, forget, mostSessions, chosen);
  const noOne = renew(options.seed, nobody, 1);
  const http = new HttpStage(repertoire, fit, noOne, {
    matching,
    compared: rules.match.compare.headers,
    redact: rules.redact,
    missStatus: options.onMiss === 'error' ? 500 : 404,
    credentials,
  });

  const missed = answerMiss({ ...options, http, company, fit, places });

  /** Lets clients have what was queued for them. */
  function flush(): void {
    director.expireDue();
    if (touched.size > 0) {
      const clients = [...touched];
      touched.clear();
      server.flush(clients);
    }
    director.failDue();
  }

  const bayeux = bayeuxStage({
    company,
    server,
    fit,
    repertoire,
    nobody: noOne,
    flush,
    deliver: (fault) => deliveryOf(fault, time),
    held: failHeld,
    missed: (publisher, request, message) => {
      http.misses.publish(publisher, { ...request, body: Buffer.from(textOf(message.node)) });
      if (http.misses.latest !== null) book.missed(publisher, http.misses.latest);
    },
  });

  function handleHttp(
    request: LiveRequest,
    question: HttpQuestion,
    respond: (answer: Answer) => void,
  ): (() => void) | null {
    const denied = places.deniedUpgrade(request);
    if (denied !== null) {
      respond(fit.recorded(denied, request, noOne, []));
      return null;
    }
    const session = company.sessionFor(credentials(request.headers), {
      kind: question.kind,
      asked: question,
    });
    if (question.kind === 'safe') {
      return answerHttp(request, question, session, null, respond);
    }
    return book.witnessed(session, request, question.shape.operation, (call) =>
      answerHttp(request, question, session, call, (answer) => {
        call.status = answer.status;
        book.changed(call);
        respond(answer);
      }),
    );
  }

  function answerHttp(
    request: LiveRequest,
    question: HttpQuestion,
    session: LiveSession | null,
    call: OpenCall | null,
    respond: (answer: Answer) => void,
  ): (() => void) | null {
    const found =
      session === null
        ? http.anonymousAnswer(request, question)
        : http.answer(session, request, question);
    if (found === null) {
      const answered = missed(session, request, respond);
      if (call !== null) call.miss = http.misses.latest;
      else if (http.misses.latest !== null) book.missed(session, http.misses.latest);
      return answered;
    }
    const { recorded, echoes, performed, fault } = found;
    const answer =
      fault === null ? found.answer : { ...found.answer, delivery: deliveryOf(fault, time) };
    if (call !== null) call.match = recorded.exchange;
    if (session !== null) company.learn(session, answer);
    const give = (): void => {
      flush();
      respond(answer);
    };
    const { latency: offset, answerSeq: seq } = recorded;
    if (session !== null && recorded.call && performed) {
      session.perform(recorded.position, echoes, { seq, offset, give }, call);
    } else if (time.instant) give();
    else time.sequence().add(time.at(time.now(), offset), give, true);
    flush();
    return null;
  }

  function handle(request: LiveRequest, respond: (answer: Answer) => void): (() => void) | null {
    const looks = http.looksOf(request);
    let question = http.known(looks);
    if (question === undefined) {
      const batch = batchOf(request);
      if (batch !== null) return bayeux.handle(batch, request, respond);
      question = http.question(request, looks);
    }
    return handleHttp(request, question, respond);
  }

  return {
    handle(request, respond) {
      const elsewhere = crossOrigin(request);
      if (elsewhere === null) return handle(request, respond);
      if (elsewhere.preflight === null) {
        return handle(request, (answer) => respond(elsewhere.allowed(answer)));
      }
      respond(elsewhere.preflight);
      return null;
    },
    converse(request, send) {
      return places.isAt(request) && places.deniedUpgrade(request) === null
        ? bayeux.converse(request, send)
        : null;
    },
    report: () =>
      replayReport(
        repertoire.calls(),
        http.played,
        http.misses.book,
        [...lost, ...[...company.sessions].flatMap(undeliveredOf)],
        director.book,
      ),
    get misses() {
      return [...http.misses.book.told];
    },
    get faults() {
      return [...director.book.told];
    },
    inject(rules, seed) {
      director.replace(rules, seed);
      for (const each of company.sessions) each.faults = director.of(each);
    },
    book,
    flush: () => time.flush(),
    push(channel, data, user) {
      const meant = [...company.sessions].filter(
        (each) => user === null || (each.user ?? each.script.user) === user,
      );
      for (const { deliveries } of meant) deliveries.push(channel, data);
      flush();
      return meant.length;
    },
    chosen,
    liveSessions: () => [...company.sessions].map(desktopOf),
    readAhead: () => repertoire.ahead(),
    close() {
      time.close();
      server.close();
      book.end();
    },
  };
}
