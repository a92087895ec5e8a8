import type { Chance } from './chance.js';
import type { Sightings } from './sightings.js';

/** What a load gets: whom to ask, and whom to tell what it saw. */
export interface LoadContext {
  /** The recorder's. */
  readonly url: string;
  /** Begins all names that it makes up. */
  readonly name: string;
  readonly sightings: Sightings;
  readonly chance: Chance;
  /** Resolves when the recorder's process has ended. */
  readonly gone: Promise<unknown>;
  /** Whether its end has begun; before that nothing may fail. */
  readonly over: () => boolean;
}

/** Desktops at work; resolves once all have noticed that the recorder was killed, rejects if one fails before. */
export type Load = (context: LoadContext) => Promise<void>;
