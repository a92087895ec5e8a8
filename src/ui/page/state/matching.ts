import { signal } from '@preact/signals';

/** Keys of the rows of the shown recording that the search finds; null if nothing is searched for. */
export const matching = signal<ReadonlySet<string> | null>(null);
