import type { CsrfHeaders } from '../../acts/csrf.js';
import type { OriginExchange } from '../../acts/origins.js';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import type { Clock, Instant } from '../../time/clock.js';
import { createCookieJar } from '../client/cookie-jar.js';
import type { Accounts } from '../credentials/credentials.js';
import type { Progress } from '../drive-progress.js';
import type { SessionPlan } from '../plan/session-plan.js';
import type { HappeningAt, Ties } from '../plan/ties.js';
import type { LiveValues } from '../values/live-values.js';
import { CsrfToken } from './csrf-token.js';
import { heardUnshaken } from './deaf-times.js';
import { failedWait } from './failed-wait.js';
import { identityOf } from './identity.js';
import { ResourcePairs } from './resource-pairs.js';
import { StandInDesktop } from './stand-in-desktop.js';

/** What all desktops of a drive have in common. */
export interface CompanySettings {
  readonly plans: readonly SessionPlan[];
  readonly ties: Ties;
  /** Whether a session is played, by its index. */
  readonly isPlayed: (session: number) => boolean;
  /** The recorder's. */
  readonly url: URL;
  readonly csrf: CsrfHeaders;
  readonly origins: OriginExchange;
  readonly rules: CorrelationRules;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** Milliseconds that something may take longer than recorded. */
  readonly limit: number;
  readonly pace: (recordedMs: number) => number;
  readonly recordedStart: Instant;
  readonly progress: Progress;
  readonly warn: (warning: string) => void;
}

/** One copy of a recording that is driven: all its desktops, who wait for each other. */
export interface Company {
  /** Begins; resolves once all are done. */
  play(): Promise<void>;
  /** Lets everything go. */
  end(): void;
}

/** @param copy counted from 1 */
export function createCompany(
  copy: number,
  settings: CompanySettings,
  values: LiveValues,
): Company {
  const { plans, ties, progress, clock, isPlayed } = settings;
  const pairs = new ResourcePairs();
  const references = new Map<number, ReadonlySet<string>>();
  const waiting = new Map<string, (() => void)[]>();
  const liveStart = clock.now();
  const followers = followersOf(plans, ties);
  let unfinished = plans.filter((_, session) => isPlayed(session)).length;
  let onFinished = (): void => {};
  let onCrash = (_error: unknown): void => {};
  const finished = new Promise<void>((resolve, reject) => {
    onFinished = resolve;
    onCrash = reject;
  });
  if (unfinished === 0) onFinished();

  const desktops: readonly (StandInDesktop | null)[] = plans.map((plan, session) => {
    if (!isPlayed(session)) return null;
    const parts = {
      url: settings.url,
      values,
      jar: createCookieJar(clock),
      csrf: new CsrfToken(settings.csrf),
      identity: identityOf(plan.user, copy, settings.accounts, settings.warn),
      origins: settings.origins,
    };
    const { rules, limit, pace, recordedStart } = settings;
    return new StandInDesktop(plan, parts, {
      ...{ clock, rules, pairs, limit, pace, recordedStart, liveStart },
      causeOf: (happening) => ties.causeOf(session, happening),
      doneAt: (at) => desktops[at.session]?.doneAt(at.step) ?? null,
      before: (step) => ties.before(session, step),
      onceSettled: (at, callback) => {
        const other = desktops[at.session];
        if (other == null || other.isSettled(at.happening)) return false;
        const key = keyOf(at);
        const known = waiting.get(key);
        if (known) known.push(callback);
        else waiting.set(key, [callback]);
        return true;
      },
      referencesOf: (call) => references.get(call) ?? null,
      learnReferences: (call, all) => references.set(call, all),
      onPerformed: (step) => progress.performed(step),
      onNotification: () => progress.notified(),
      onSettled: (happening) => {
        const key = keyOf({ session, happening });
        const callbacks = waiting.get(key);
        waiting.delete(key);
        for (const each of callbacks ?? []) each();
      },
      onSkipped: (step) => {
        for (const at of followers.get(`${session} ${step}`) ?? []) {
          desktops[at.session]?.excuse(at.happening);
          desktops[at.session]?.advance();
        }
      },
      onFailed: (waitedFor, act, recorded, reason) =>
        progress.failed(failedWait({ user: plan.user, copy, act, waitedFor, recorded, reason })),
      onNotice: settings.warn,
      onCrash: (error) => onCrash(error),
      onFinished: () => {
        if (--unfinished === 0) onFinished();
      },
    });
  });

  return {
    play() {
      plans.forEach((plan, session) => {
        const { happenings, user } = plan;
        const desktop = desktops[session];
        if (desktop == null) return;
        const unshaken = heardUnshaken(plan);
        for (const happening of unshaken) desktop.excuse(happening);
        if (unshaken.length > 0) {
          const what =
            unshaken.length === 1 ? '1 notification' : `${unshaken.length} notifications`;
          settings.warn(
            `${what} to ${user ?? 'an unnamed user'} can not be waited for: the handshake before is not in the recording`,
          );
        }
        happenings.forEach((_, happening) => {
          const cause = ties.causeOf(session, happening);
          if (cause !== null && !isPlayed(cause.session)) desktop.excuse(happening);
        });
      });
      for (const desktop of desktops) desktop?.advance();
      return finished;
    },
    end() {
      for (const desktop of desktops) desktop?.end();
    },
  };
}

function keyOf({ session, happening }: HappeningAt): string {
  return `${session} ${happening}`;
}

/** What each step brings about, at any session. */
function followersOf(
  plans: readonly SessionPlan[],
  ties: Ties,
): ReadonlyMap<string, readonly HappeningAt[]> {
  const followers = new Map<string, HappeningAt[]>();
  plans.forEach(({ happenings }, session) => {
    happenings.forEach((each, happening) => {
      if (each.kind !== 'notification') return;
      const cause = ties.causeOf(session, happening);
      const key = cause === null ? `${session} ${each.follows}` : `${cause.session} ${cause.step}`;
      const known = followers.get(key);
      if (known) known.push({ session, happening });
      else followers.set(key, [{ session, happening }]);
    });
  });
  return followers;
}
