import type { ReplayScript } from './load-script.js';

/** What a person knows better than was found. */
export interface ScriptOptions {
  /** What notifications follow, as `loadScript` reads it; what it does not speak of follows what was found. */
  readonly script?: ReplayScript;
}
