import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recording } from '../../../src/recording/reader.js';
import { createStage } from '../../../src/replay/create-stage.js';
import type { FaultRule } from '../../../src/replay/faults/fault-rule.js';
import { stageDoor } from '../../../src/replay/stage-door.js';
import type { StageOptions } from '../../../src/replay/stage-options.js';
import { websocketDoor } from '../../../src/replay/websocket-door.js';
import { systemClock } from '../../../src/time/clock.js';
import { type Chance, chanceFrom } from '../../e2e/kills/chance.js';
import { calls, users } from './faulty-office.js';
import { SturdyDesktop, type SturdyTransport } from './sturdy-desktop.js';

export interface FaultPlay {
  readonly rules: readonly FaultRule[];
  readonly transports: readonly [SturdyTransport, ...SturdyTransport[]];
  readonly together: boolean;
  readonly faultSeed: number;
  /** Where a test plants a lie. */
  readonly options?: Partial<StageOptions>;
}

/** What happened in one replay, in no order that timing could decide. */
export interface Suffered {
  /** What was injected, by live session. */
  readonly faults: readonly string[];
  /** What each desktop got, which names itself by its cookie. */
  readonly got: readonly string[];
}

/** Replays once over real sockets; what desktops do, and when, is left to chance. */
export async function actOutFaults(
  recording: Recording,
  play: FaultPlay,
  seed: number,
): Promise<Suffered> {
  const chance = chanceFrom('faults', seed);
  let origin = '';
  const stage = createStage(recording, recording.link, {
    clock: systemClock(),
    seed: 1,
    session: null,
    together: play.together,
    origin: () => origin,
    faults: play.rules,
    faultSeed: play.faultSeed,
    ...play.options,
  });
  const server = stageDoor(stage);
  const closeWebsockets = websocketDoor(server, stage);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  const cast = users.map(
    ({ user, ack }) =>
      new SturdyDesktop({
        url: origin,
        user,
        ack,
        transport: chance.pick(play.transports),
      }),
  );
  try {
    const answers = await Promise.all(
      cast.map((each, index) => visit(each, chanceFrom('desktop', seed, index))),
    );
    // Only when all are done has everybody got what the others caused.
    await Promise.all(cast.map((each) => each.leave()));
    return {
      faults: stage.faults.map((each) => JSON.stringify(each)).sort(),
      got: cast
        .map((each, index) => [each.name, ...(answers[index] ?? []), ...byCause(each)].join('\n'))
        .sort(),
    };
  } finally {
    for (const each of cast) each.close();
    stage.close();
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    closeWebsockets();
    await closed;
  }
}

async function visit(desktop: SturdyDesktop, luck: Chance): Promise<readonly string[]> {
  await turns(luck);
  await desktop.arrive();
  const got: string[] = [];
  for (let at = 0; at < calls.length; ) {
    await turns(luck);
    const wave = calls.slice(at, at + 1 + luck.below(3));
    at += wave.length;
    const texts = await Promise.all(
      wave.map(async (each) => {
        const came = await desktop.operate(each);
        // A miss tells what had been given by then, which overlapping calls decide.
        return `${each} ${came?.status} ${came?.status === 404 ? '' : came?.text}`;
      }),
    );
    got.push(...texts);
    for (const each of wave) {
      const seen = await desktop.insist('GET', `/api/v2/me/tweets?after=${each}`);
      got.push(`${seen?.status} ${seen?.text}`);
    }
  }
  return got.sort();
}

async function turns(luck: Chance): Promise<void> {
  for (let left = luck.below(40); left > 0; left--) await nextTurn();
}

/** Notifications by what caused them, in the order in which they came. */
function byCause({ notices }: SturdyDesktop): readonly string[] {
  const causes = new Map<string, string[]>();
  for (const each of notices) {
    const cause = /"state":"(\w+)-\d+"/u.exec(each)?.[1] ?? '';
    causes.set(cause, [...(causes.get(cause) ?? []), each]);
  }
  return [...causes].map(([cause, texts]) => `${cause}: ${texts.join()}`).sort();
}
