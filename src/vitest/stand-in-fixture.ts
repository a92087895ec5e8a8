import type { TestContext } from 'vitest';
import { type ReplayFileOptions, replay } from '../replay/replay.js';
import type { StandIn } from '../replay/stand-in.js';
import { missesMessage } from './messages.js';

/** How a test's stand-in plays. Where it listens is not asked: each has a free port of 127.0.0.1. */
export interface StandInTestOptions extends Omit<ReplayFileOptions, 'listen' | 'report'> {
  /** A test that had a miss fails when it ends, whatever it expected itself. Default true. */
  readonly strict?: boolean;
}

/** What a test gets. The first two are there to be overridden for a `describe`. */
export interface StandInFixtures {
  /** The recording's file. A relative path starts at the working directory of the process. */
  recording: string;
  standInOptions: StandInTestOptions;
  /** Started when a test asks for it, closed when that test has ended. */
  standIn: StandIn;
}

/** A fixture as `test.extend` takes it, whatever else the test is extended with. */
interface StandInFixtureMap {
  readonly recording: string;
  readonly standInOptions: StandInTestOptions;
  readonly standIn: (
    context: Pick<StandInFixtures, 'recording' | 'standInOptions'> & TestContext,
    use: (standIn: StandIn) => Promise<void>,
  ) => Promise<void>;
}

/**
 * Fixtures that give each test a stand-in of its own, for `test.extend<StandInFixtures>(…)`.
 *
 * @param file the recording; a relative path starts at the working directory of the process
 */
export function standInFixture(file: string, options: StandInTestOptions = {}): StandInFixtureMap {
  return {
    recording: file,
    standInOptions: options,
    // vitest reads from the parameter's pattern what the fixture needs.
    standIn: async ({ recording, standInOptions, onTestFinished }, use) => {
      const { strict = true, ...rest } = standInOptions;
      const standIn = await replay(recording, { ...rest, listen: { host: '127.0.0.1', port: 0 } });
      // Not after `use`: what a fixture throws there counts twice, and again in the next try.
      onTestFinished(() => {
        const { misses } = standIn;
        if (strict && misses.length > 0) throw new Error(missesMessage(misses));
      });
      await use(standIn);
      await standIn.close();
    },
  };
}
