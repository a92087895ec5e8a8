/** `cometd-understudy/vitest`: a stand-in for each test, and matchers; `docs/test-runners.md` explains both. */

import { expect } from 'vitest';
import { type StandInMatchers, standInMatchers } from './matchers.js';

export type { StandInMatchers } from './matchers.js';
export {
  type StandInFixtures,
  type StandInTestOptions,
  standInFixture,
} from './stand-in-fixture.js';
export { standInTest } from './stand-in-test.js';

expect.extend(standInMatchers);

declare module 'vitest' {
  // The parameter must be declared as vitest declares it.
  // biome-ignore lint/suspicious/noExplicitAny: vitest's own default.
  interface Matchers<T = any> extends StandInMatchers {}
}
