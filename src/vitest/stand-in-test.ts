import { type TestAPI, test } from 'vitest';
import {
  type StandInFixtures,
  type StandInTestOptions,
  standInFixture,
} from './stand-in-fixture.js';

/**
 * vitest's `test`, whose tests get a `standIn` of their own when they ask for one.
 *
 * @param file the recording; a relative path starts at the working directory of the process
 */
export function standInTest(
  file: string,
  options: StandInTestOptions = {},
): TestAPI<StandInFixtures> {
  return test.extend<StandInFixtures>(standInFixture(file, options));
}
