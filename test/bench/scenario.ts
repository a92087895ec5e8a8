import type { LoadProcess } from './processes.js';

/** How long is measured what is measured in rounds. */
export interface Effort {
  /** Seconds that each contender is under load, each round. */
  readonly seconds: number;
  readonly rounds: number;
}

/** How large is what is measured once. */
export interface Sizes {
  /** Of load without a pause. */
  readonly minutes: number;
  /** That hold polls at the same time. */
  readonly desktops: number;
  /** In one recording. */
  readonly exchanges: number;
  /** Of one body. */
  readonly megabytes: number;
  /** Of one recording. */
  readonly gigabytes: number;
}

/** What scenarios are run with. */
export interface Bench {
  readonly effort: Effort;
  readonly sizes: Sizes;
  /** Where recordings may be written; it is removed in the end. */
  readonly folder: string;
  readonly load: LoadProcess;
}

/** Something to measure, by name. */
export interface Scenario {
  readonly name: string;
  /** Measures, and gives the figures as Markdown. */
  run(bench: Bench): Promise<string>;
}
