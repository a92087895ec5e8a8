import type { BayeuxPlaces } from './bayeux-places.js';
import type { Company } from './company.js';
import type { Answer, LiveRequest } from './exchange-at-the-door.js';
import type { Fitting } from './fitting.js';
import type { HttpStage } from './http-stage.js';
import type { LiveSession } from './live-session.js';
import { madeUpLogIn } from './made-up-log-in.js';
import type { StageOptions } from './stage-options.js';

/** What answering a miss takes. */
interface MissParts extends Pick<StageOptions, 'onMiss' | 'pass'> {
  readonly http: HttpStage;
  readonly company: Company;
  readonly fit: Fitting;
  readonly places: BayeuxPlaces;
}

/** Answers requests for which the recording has no answer; returns how to give up one that is passed on, else null. */
export function answerMiss({ http, company, fit, places, onMiss, pass }: MissParts) {
  function passOn(
    session: LiveSession | null,
    request: LiveRequest,
    respond: (answer: Answer) => void,
  ): (() => void) | null {
    const header = http.misses.passed(session, request);
    return (
      pass?.(request, (answer) => {
        // Who brings the target's cookie is the same desktop.
        if (session !== null) company.learn(session, answer);
        respond({ ...answer, headers: [...answer.headers, header] });
      }) ?? null
    );
  }

  return (
    session: LiveSession | null,
    request: LiveRequest,
    respond: (answer: Answer) => void,
  ): (() => void) | null => {
    http.misses.latest = null;
    const logIn = session === null ? null : madeUpLogIn(session, request, fit);
    if (session !== null && logIn !== null) {
      company.learn(session, logIn);
      respond(logIn);
    } else if (places.isBroken(request)) respond(badRequest);
    else if (onMiss === 'passthrough' && pass) return passOn(session, request, respond);
    else respond(http.misses.answer(session, request));
    return null;
  };
}

const badRequest: Answer = {
  status: 400,
  reason: 'Bad Request',
  headers: [['Content-Length', '0']],
  body: null,
};
