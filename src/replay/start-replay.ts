import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { listen } from '../listen.js';
import { hostPort, type ListenAddress } from '../listen-address.js';
import type { Recording } from '../recording/reader.js';
import { gwsRules, type Rules } from '../rules/rules.js';
import { type Clock, systemClock } from '../time/clock.js';
import { type BayeuxOptions, bayeuxManner } from './bayeux-options.js';
import { type MissOptions, passTarget } from './passing/miss-options.js';
import { Passage } from './passing/passage.js';
import type { ReplayReport } from './replay-report.js';
import type { LinkOf } from './script/script.js';
import { createStage } from './stage.js';
import { stageDoor } from './stage-door.js';
import { speedOf, type Timing } from './timing.js';
import { websocketDoor } from './websocket-door.js';

export interface ReplayOptions extends MissOptions, BayeuxOptions {
  /** Where desktops connect; by default 127.0.0.1:8080. Port 0 picks a free one. */
  readonly listen?: ListenAddress;
  /** Id of the recorded session, or name of the user, that every desktop plays; by default each its own. */
  readonly session?: string;
  /** What clientIds, cookies and tokens are made from; by default 1. */
  readonly seed?: number;
  /** When things happen; by default `instant`. A number: how many times as fast as recorded. */
  readonly timing?: Timing;
  /**
   * What another desktop's call caused, such as a copy for a supervisor, waits for that call; by default false: each
   * desktop plays alone, and its own acts release all that it got.
   */
  readonly together?: boolean;
  readonly clock?: Clock;
}

/** A stand-in at work. */
export interface StandIn {
  /** Where desktops reach it. */
  readonly url: string;
  /** What was played so far, and what was not. */
  report(): ReplayReport;
  /**
   * Reads all of the recording that was not needed yet, a session at a time, while desktops are answered. Without it, each
   * session is read when it is first played, and damage to it is told to who asks (500).
   *
   * @throws RecordingError if the recording is damaged
   */
  readAhead(): Promise<void>;
  /** Lets held requests go and ends all connections; may be called twice. The recording stays open. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What `replay` has read besides. */
export interface StartOptions extends ReplayOptions {
  /** How requests are matched, and what of them is secret. */
  readonly rules?: Rules;
}

const defaultListen: ListenAddress = { host: '127.0.0.1', port: 8080 };

/**
 * Stands in for the server of a recording.
 *
 * @param linkOf which notification answers which call, complete
 * @throws UsageError if `session` names nothing in the recording, `timing` is no timing, or options about misses make no sense
 * @throws AddressError if the address can't be bound
 */
export async function startReplay(
  recording: Recording,
  linkOf: LinkOf,
  options: StartOptions = {},
): Promise<StandIn> {
  let url = '';
  const { rules = gwsRules, repeat, onMiss } = options;
  const target = passTarget(options);
  const passage =
    target === null ? null : new Passage(target, { ...options, rules, origin: () => url });
  const stage = createStage(recording, linkOf, {
    ...bayeuxManner(options),
    clock: options.clock ?? systemClock(),
    seed: options.seed ?? 1,
    session: options.session ?? null,
    speed: speedOf(options.timing ?? 'instant'),
    together: options.together ?? false,
    origin: () => url,
    rules,
    ...(repeat === undefined ? {} : { repeat }),
    ...(onMiss === undefined ? {} : { onMiss }),
    ...(passage === null ? {} : { pass: (request, respond) => passage.pass(request, respond) }),
  });
  const server = stageDoor(stage);
  const closeWebsockets = websocketDoor(server, stage);
  const address = options.listen ?? defaultListen;
  await passage?.open();
  const { port } = await listen(server, address, '--listen').catch(async (error: unknown) => {
    await passage?.discard();
    throw error;
  });
  url = `http://${hostPort(address.host, port)}`;

  const finish = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    stage.close();
    // What is being answered is let go first; the rest (idle, half a request) is cut off.
    setImmediate(() => {
      server.closeAllConnections();
      closeWebsockets();
    });
    await closed;
    await passage?.close();
  };
  const readAhead = async (): Promise<void> => {
    for (const _ of stage.readAhead()) {
      await nextTurn();
      if (closing !== null) return;
    }
  };
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= finish();
    return closing;
  };
  return {
    url,
    report: () => stage.report(),
    readAhead,
    close,
    [Symbol.asyncDispose]: close,
  };
}
