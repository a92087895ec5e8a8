import type { Pseudonyms } from './pseudonym.js';
import type { SecretNames } from './secret-names.js';

/** What every search for secrets goes by. */
export interface Inspection {
  readonly names: SecretNames;
  readonly pseudonyms: Pseudonyms;
}

/** How many texts may be nested in one another (JSON in a string in JSON in a query) before they count as plain text. */
export const DEEPEST_NESTING = 3;
