/** Sets of rules that come with Understudy. `pii`: personal data of customers, see `personal-names.ts`. */
export const REDACT_PRESETS = ['pii'] as const;

export type RedactPreset = (typeof REDACT_PRESETS)[number];

/**
 * What is secret besides what is built in: the `redact` section of a rules file, and what flags add to
 * it. Plain data, so that it can be handed to another thread.
 */
export interface RedactRules {
  readonly presets: readonly RedactPreset[];
  /**
   * Names of headers, JSON members, parameters, fields and elements; case, `-` and `_` don't matter.
   * What has such a name is secret, with all below it.
   */
  readonly names: readonly string[];
  /** Places in JSON, as `json-paths.ts` reads them. */
  readonly paths: readonly string[];
  /** Regular expressions in the syntax of RE2, as `patterns.ts` reads them. */
  readonly patterns: readonly string[];
}

export const noRedactRules: RedactRules = { presets: [], names: [], paths: [], patterns: [] };

/** All that either says, each once: what one calls secret, no other takes back. */
export function unitedRules(one: RedactRules, other: Partial<RedactRules>): RedactRules {
  return {
    presets: united(one.presets, other.presets),
    names: united(one.names, other.names),
    paths: united(one.paths, other.paths),
    patterns: united(one.patterns, other.patterns),
  };
}

function united<T>(one: readonly T[], other: readonly T[] = []): readonly T[] {
  return [...new Set([...one, ...other])];
}
