import { createJsonPaths, type JsonPaths } from './json-paths.js';
import { createPattern, type Effort, MOST_EFFORT, type Pattern } from './patterns.js';
import { personalFields, personalTexts } from './personal-names.js';
import { createPseudonyms, type Pseudonyms } from './pseudonym.js';
import type { RedactRules } from './redact-rules.js';
import { createSecretNames, type SecretNames } from './secret-names.js';

/** What every search for secrets goes by. */
export interface Inspection {
  readonly names: SecretNames;
  readonly pseudonyms: Pseudonyms;
  /** Places in JSON that rules name; null if they name none. */
  readonly paths: JsonPaths | null;
  /** What rules call secret for its looks; null if they call nothing so. */
  readonly looks: Looks | null;
}

export interface Looks {
  readonly patterns: readonly Pattern[];
  /** To be renewed for each thing that is redacted as one. */
  readonly effort: Effort;
  /** Whether e-mail addresses and telephone numbers count. */
  readonly personal: boolean;
}

/** How many texts may be nested in one another (JSON in a string in JSON in a query) before they count as plain text. */
export const DEEPEST_NESTING = 3;

/** Hints at what is worth a search, see `secret-names.ts`. */
const ANYTHING = '[^]';
const STRUCTURE = String.raw`["'=:@<]|\+\d|\d{3}\)?[-. ]\d{3}`;

export function createInspection(key: Uint8Array, rules: RedactRules): Inspection {
  const personal = rules.presets.includes('pii');
  const patterns = rules.patterns.map(createPattern);
  const paths = rules.paths.length === 0 ? null : createJsonPaths(rules.paths);
  return {
    names: createSecretNames({
      headers: rules.names,
      fields: personal ? [...rules.names, ...personalFields] : rules.names,
      texts: personal ? personalTexts : [],
      members: paths?.names ?? [],
      ...(patterns.length > 0 ? { hint: ANYTHING } : personal ? { hint: STRUCTURE } : {}),
    }),
    pseudonyms: createPseudonyms(key),
    paths,
    looks:
      personal || patterns.length > 0
        ? { patterns, personal, effort: { left: MOST_EFFORT } }
        : null,
  };
}
