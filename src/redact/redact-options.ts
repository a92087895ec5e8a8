import { UsageError } from '../errors.js';
import { complaintAboutPath } from './json-paths.js';
import { complaintAboutPattern } from './patterns.js';
import {
  noRedactRules,
  REDACT_PRESETS,
  type RedactPreset,
  type RedactRules,
  unitedRules,
} from './redact-rules.js';

/** What is secret besides what is built in, and what rules files say. */
export interface RedactOptions {
  /** Sets of rules: `pii` is personal data of customers. */
  readonly redact?: readonly RedactPreset[];
  /** Names of headers, parameters, JSON members, fields. */
  readonly redactName?: readonly string[];
  /** JSON Pointers with the wildcards `*` and `**`. */
  readonly redactPath?: readonly string[];
  /** Regular expressions in the syntax of RE2. */
  readonly redactPattern?: readonly string[];
}

/**
 * What options and rules files call secret, together.
 *
 * @throws UsageError if there is a name without letters, no such preset, or a path or expression that can't be read
 */
export function redactRules(
  { redact, redactName, redactPath, redactPattern }: RedactOptions,
  ofFiles: RedactRules = noRedactRules,
): RedactRules {
  const rules = unitedRules(ofFiles, {
    presets: redact ?? [],
    names: redactName ?? [],
    paths: redactPath ?? [],
    patterns: redactPattern ?? [],
  });
  const complaint = complaintAboutRules(rules);
  if (complaint !== null) throw new UsageError(`can't redact by ${complaint}`);
  return rules;
}

/** What of the rules can't be gone by, and why; null if all can. */
export function complaintAboutRules(rules: RedactRules): string | null {
  const lists = [
    ['preset', rules.presets, complaintAboutPreset],
    ['name', rules.names, complaintAboutName],
    ['path', rules.paths, complaintAboutPath],
    ['pattern', rules.patterns, complaintAboutPattern],
  ] as const;
  for (const [kind, list, complaintAbout] of lists) {
    for (const item of list) {
      const why = complaintAbout(item);
      if (why !== null) return `${kind} '${item.slice(0, 80)}': ${why}`;
    }
  }
  return null;
}

function complaintAboutPreset(preset: string): string | null {
  if (REDACT_PRESETS.some((each) => each === preset)) return null;
  return `there is no such preset; known are ${REDACT_PRESETS.join(', ')}`;
}

function complaintAboutName(name: string): string | null {
  return /[\p{L}\p{N}]/u.test(name) ? null : 'it has neither letters nor digits';
}
