import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { LinkOf } from '../../../src/acts/act.js';
import type { Recording } from '../../../src/recording/reader.js';
import { createStage } from '../../../src/replay/create-stage.js';
import type { ReplayReport } from '../../../src/replay/replay-report.js';
import type { Stage } from '../../../src/replay/stage.js';
import { stageDoor } from '../../../src/replay/stage-door.js';
import type { StageOptions } from '../../../src/replay/stage-options.js';
import { websocketDoor } from '../../../src/replay/websocket-door.js';
import { manualClock } from '../../../src/time/manual-clock.js';
import { chanceFrom } from '../../e2e/kills/chance.js';
import type { Playbook } from './playbook.js';
import { Pump } from './pump.js';
import { visit } from './visitors.js';
import { WireDesktop } from './wire-desktop.js';

/** A recording, and who replays it. */
export interface Play {
  readonly name: string;
  readonly recording: Recording;
  readonly linkOf: LinkOf;
  readonly together: boolean;
  /** One desktop each; a playbook may be there twice. */
  readonly cast: readonly Playbook[];
  /** Played a little by desktops that come and go. */
  readonly visitors: readonly Playbook[];
}

/** Where a test plants a fault. */
export interface Seams {
  recording?(recording: Recording): Recording;
  stage?(stage: Stage): Stage;
  readonly options?: Partial<StageOptions>;
}

/** What was seen in one replay. */
export interface Sight {
  /** Of all live sessions. */
  readonly hash: string;
  /** Of each live session, in any order. */
  readonly sessions: readonly string[];
  /** By live session and kind: what is said again and again, however often. */
  readonly always: ReadonlyMap<string, string>;
  readonly report: ReplayReport | null;
  /** What chance had desktops do. */
  readonly did: readonly string[];
}

const hour = 3_600_000;

/**
 * Replays once over real sockets.
 *
 * @param seed decides chunks, order, transports and time; null: nothing is left to chance
 */
export async function actOut(play: Play, seed: number | null, seams: Seams = {}): Promise<Sight> {
  const chance = chanceFrom('replay', seed ?? 0);
  const clock = manualClock();
  const recorded = seed !== null && chance.below(2) === 0;
  const recording = seams.recording?.(play.recording) ?? play.recording;
  let origin = '';
  const stage = createStage(recording, play.linkOf, {
    clock,
    seed: 1,
    session: null,
    speed: recorded ? 1 : Number.POSITIVE_INFINITY,
    together: play.together,
    origin: () => origin,
    ...seams.options,
  });
  const faulty = seams.stage?.(stage) ?? stage;
  const server = stageDoor(faulty);
  const closeWebsockets = websocketDoor(server, faulty);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;

  const pump = new Pump(chance, clock, seed !== null);
  let report: ReplayReport | null = null;
  const desktopOf = (playbook: Playbook): WireDesktop =>
    new WireDesktop({
      port,
      pump,
      chance,
      playbook,
      luck: seed === null ? null : { drops: !recorded && !play.together },
    });
  const cast = play.cast.map(desktopOf);
  const passing = seed === null ? [] : play.visitors.map(desktopOf);
  const work = async (): Promise<void> => {
    const guests = passing.map(async (each) => {
      await Promise.race([each.play(chance.below(15)), pump.turns(chance.below(200))]);
      each.drop();
    });
    if (seed !== null) guests.push(visit(port, chance, pump, play.cast[0]?.endpoint ?? '/'));
    if (seed === null) for (const each of cast) await each.play();
    else await Promise.all(cast.map((each) => each.play()));
    await Promise.all(guests);
    clock.advance(hour);
    await Promise.all(cast.map((each) => each.finish()));
  };
  try {
    await pump.run(work());
    report = stage.report();
  } finally {
    for (const each of cast) each.drop();
    stage.close();
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    closeWebsockets();
    await closed;
  }
  const sessions = cast.map(({ seen }) => seen).sort();
  const always = new Map(
    cast.flatMap(({ name, sameEachTime }) =>
      [...sameEachTime].map(([what, values]) => [`${what} ${name}`, [...values].join(' or ')]),
    ),
  );
  const hash = createHash('sha256').update(sessions.join('\n')).digest('hex');
  const did = [...cast, ...passing].flatMap((each) => [...each.did]);
  return { hash, sessions, always, report, did };
}
