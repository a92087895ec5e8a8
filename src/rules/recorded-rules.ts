import { RecordingError } from '../errors.js';
import { tryParseJson } from '../json/parse-json.js';
import type { Recording } from '../recording/reader.js';
import { checkRules } from './check-rules.js';
import { mergedRules } from './load-rules.js';
import { gwsRules, type Rules } from './rules.js';

/** The fact of a recording that holds the rules which its links were made by, if rules files gave them. */
export const RULES_FACT = 'rules';

/**
 * The rules that a recording's links were made by.
 *
 * @throws RecordingError if those that it holds are none
 */
export function recordedRules({ file, info }: Pick<Recording, 'file' | 'info'>): Rules {
  if (info.rules === null) return gwsRules;
  // Nesting is limited before `JSON.parse` sees it: a recording can come from anyone.
  const content = tryParseJson(info.rules) === null ? null : (JSON.parse(info.rules) as unknown);
  if (content === null || checkRules(content) !== null) {
    throw new RecordingError(
      `${file} is damaged: its rules are not valid; name others with --rules`,
      file,
    );
  }
  // What means nothing in a comparison is not for one of those who are compared to say.
  return { ...mergedRules(gwsRules, content), noise: gwsRules.noise };
}

/**
 * As a recording holds them; null for those that need not be held. What was to be redacted is not
 * among them: a pattern may say itself what nobody should read.
 */
export function rulesToRecord(rules: Rules | undefined): string | null {
  if (rules === undefined || rules === gwsRules) return null;
  const { correlate, match } = rules;
  return JSON.stringify({ correlate, match });
}
