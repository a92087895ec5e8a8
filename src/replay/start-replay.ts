import { once } from 'node:events';
import type { LinkOf } from '../acts/act.js';
import { RecordingError, UsageError } from '../errors.js';
import { listen } from '../listen.js';
import { hostPort, type ListenAddress } from '../listen-address.js';
import type { Recording } from '../recording/reader.js';
import { gwsRules } from '../rules/rules.js';
import { ambientClock } from '../time/ambient-clock.js';
import { systemClock } from '../time/clock.js';
import { type ManualClock, manualClock } from '../time/manual-clock.js';
import { nextTurn } from '../time/next-turn.js';
import type { StandInDoor } from './admin/open-stand-in-door.js';
import { bayeuxManner } from './bayeux-options.js';
import { createStage } from './create-stage.js';
import { matchingBy } from './matching/matching.js';
import type { StandInObserver } from './observe/observer.js';
import { pushedData } from './observe/pushed-notification.js';
import { Traffic } from './observe/traffic.js';
import { Waits } from './observe/waits.js';
import { resolveScript } from './overrides/resolve-script.js';
import { passTarget } from './passing/miss-options.js';
import { OpenPasses } from './passing/open-passes.js';
import { Passage } from './passing/passage.js';
import type { StartOptions } from './replay-options.js';
import type { ReplayReport } from './replay-report.js';
import { repertoireOf } from './script/repertoire.js';
import type { Stage } from './stage.js';
import { stageDoor } from './stage-door.js';
import type { StandIn } from './stand-in.js';
import { speedOf } from './timing.js';
import { websocketDoor } from './websocket-door.js';

const defaultListen: ListenAddress = { host: '127.0.0.1', port: 0 };

/**
 * Stands in for the server of a recording.
 *
 * @param linkOf which notification answers which call, complete
 * @param onClosed told of the last report when the stand-in is closed; null if it can't be read
 * @throws UsageError if `session` or `script` names nothing in the recording, `timing` is no timing, one of `faults` is no rule, or options about misses make no sense
 * @throws AddressError if the address can't be bound
 */
export async function startReplay(
  recording: Recording,
  linkOf: LinkOf,
  options: StartOptions = {},
  onClosed: (last: ReplayReport | null) => void = () => {},
): Promise<StandIn> {
  let url = '';
  const timing = options.timing ?? 'instant';
  const { rules = gwsRules, repeat, onMiss } = options;
  const manner = bayeuxManner(options);
  const target = passTarget(options);
  const passage =
    target === null ? null : new Passage(target, { ...options, rules, origin: () => url });
  const traffic = new Traffic();
  const overrides = resolveScript(recording, linkOf, options.script);
  const repertoire = repertoireOf(
    recording,
    linkOf,
    matchingBy(rules),
    manner.era,
    overrides,
    options.actOutages,
  );
  const passes = passage === null ? null : new OpenPasses(passage, traffic);
  /** Who wants to know that something begins to wait for its time. */
  const beginnings: (() => void)[] = [];
  const observers = new Set<StandInObserver>();
  const begin = (): Act => {
    const manual = timing === 'manual' ? manualClock() : null;
    const stage = createStage(
      recording,
      linkOf,
      {
        ...manner,
        freshReferences: options.freshReferences ?? false,
        overrides,
        clock: manual ?? options.clock ?? (timing === 'instant' ? systemClock() : ambientClock()),
        seed: options.seed ?? 1,
        session: options.session ?? null,
        speed: speedOf(timing),
        together: options.together ?? false,
        origin: () => url,
        rules,
        ...(options.faults === undefined ? {} : { faults: options.faults }),
        ...(options.faultSeed === undefined ? {} : { faultSeed: options.faultSeed }),
        ...(repeat === undefined ? {} : { repeat }),
        ...(onMiss === undefined ? {} : { onMiss }),
        ...(passes === null ? {} : { pass: (request, respond) => passes.pass(request, respond) }),
        begin: () => {
          for (const each of beginnings.splice(0)) each();
          // Where time stands still, nothing comes by itself.
          return manual === null ? traffic.begin() : () => {};
        },
      },
      repertoire,
    );
    stage.book.observers = observers;
    return { stage, manual, waits: new Waits(stage.book, () => stage.misses) };
  };
  let act = begin();
  const current: Pick<Stage, 'handle' | 'converse'> = {
    handle: (...request) => act.stage.handle(...request),
    converse: (...request) => act.stage.converse(...request),
  };
  const server = stageDoor(current, traffic);
  const closeWebsockets = websocketDoor(server, current, traffic);
  const address = options.listen ?? defaultListen;
  await passage?.open();
  const { port } = await listen(server, address, '--listen').catch(async (error: unknown) => {
    await passage?.discard();
    throw error;
  });
  url = `http://${hostPort(address.host, port)}`;

  /** All but the guarded door, which has yet to say what it came to. */
  const end = async (): Promise<void> => {
    const ended = once(server, 'close');
    server.close();
    act.stage.close();
    passes?.end();
    act.waits.end('closed');
    // What is being answered is let go first; the rest (idle, half a request) is cut off.
    nextTurn(() => {
      server.closeAllConnections();
      void closeWebsockets();
    });
    await ended;
    try {
      await passage?.close();
      // It takes the recording to tell what was never played.
      last = act.stage.report();
    } catch (error) {
      // Who played and asks for no report need not hear of damage that nobody met.
      if (!(error instanceof RecordingError)) throw error;
    } finally {
      if (!failed) onClosed(last);
    }
  };
  const readAhead = async (): Promise<void> => {
    for (const _ of act.stage.readAhead()) {
      await new Promise<void>(nextTurn);
      if (closing !== null) return;
    }
  };
  let last: ReplayReport | null = null;
  let closing: Promise<void> | null = null;
  let ending: Promise<void> | null = null;
  let isClosed = (): void => {};
  const closed = new Promise<void>((resolve) => {
    isClosed = resolve;
  });
  const close = (): Promise<void> => {
    ending ??= end();
    closing ??= ending.finally(() => door?.close()).finally(isClosed);
    return closing;
  };
  let door: StandInDoor | null = null;
  /** It never began: there is nothing to report. */
  let failed = false;
  const standIn: StandIn = {
    url,
    file: recording.file,
    get admin() {
      return door?.admin ?? null;
    },
    closed,
    observe(observer) {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
    get misses() {
      return act.stage.misses;
    },
    get faults() {
      return act.stage.faults;
    },
    get unplayed() {
      return (last ?? act.stage.report()).unplayed;
    },
    get calls() {
      return act.stage.book.calls;
    },
    get liveSessions() {
      return act.stage.liveSessions();
    },
    get chosen() {
      return act.stage.chosen.choices;
    },
    castNext: (session, { user } = {}) => act.stage.chosen.add(session, user ?? null),
    forgetChosen: () => act.stage.chosen.clear(),
    report: () => last ?? act.stage.report(),
    readAhead,
    async advance(ms) {
      if (act.manual === null) {
        throw new UsageError("time can only be advanced with timing: 'manual'");
      }
      if (!Number.isFinite(ms) || ms < 0) {
        throw new UsageError(`${ms} is nothing to advance by; give milliseconds, 0 or more`);
      }
      act.manual.advance(ms);
      await traffic.untilLeft();
    },
    async flush<T>(during?: PromiseLike<T>) {
      let over = during === undefined;
      const stop = (): void => {
        over = true;
      };
      during?.then(stop, stop);
      act.stage.flush();
      while (!over) {
        await Promise.race([during, new Promise<void>((resolve) => beginnings.push(resolve))]);
        act.stage.flush();
      }
      await traffic.untilLeft();
      return during as T;
    },
    untilIdle: () => traffic.untilIdle(),
    waitFor: ((what, wait) => act.waits.waitFor(what, wait)) as StandIn['waitFor'],
    push: (notification, { user } = {}) =>
      act.stage.push(notification.channel, pushedData(notification), user ?? null),
    inject: (faults, { seed } = {}) => act.stage.inject(faults, seed),
    async reset() {
      const old = act;
      if (closing !== null) return;
      act = begin();
      old.stage.book.observers = new Set();
      for (const each of observers) each.reset();
      old.stage.close();
      passes?.end();
      old.waits.end('reset');
      await Promise.all([traffic.untilLeft(), closeWebsockets()]);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  if (options.admin === undefined) return standIn;
  // Most tests have no use for it.
  const { openStandInDoor } = await import('./admin/open-stand-in-door.js');
  try {
    door = await openStandInDoor(options.admin, options.adminToken, {
      standIn,
      timing,
      sessions: () => recording.users(),
      async close() {
        void close().catch(() => {});
        await ending;
        return standIn.report();
      },
    });
  } catch (error) {
    failed = true;
    await close();
    throw error;
  }
  return standIn;
}

/** What `reset` begins anew. */
interface Act {
  readonly stage: Stage;
  /** Null unless the test moves time. */
  readonly manual: ManualClock | null;
  readonly waits: Waits;
}
