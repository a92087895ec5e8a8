import { UsageError } from '../errors.js';
import { complaintAboutRules } from '../redact/redact-options.js';
import { unitedRules } from '../redact/redact-rules.js';
import { checkRules } from './check-rules.js';
import { deadNoiseRule } from './dead-noise-rule.js';
import { mergeRules } from './merge-rules.js';
import { readJsonFile } from './read-json-file.js';
import { gwsRules, type Rules } from './rules.js';

/**
 * Reads rules files. What none of them says is as with Genesys Web Services; later files go over
 * earlier ones. `docs/rules.md` describes them.
 *
 * @param before what the first of them goes over
 * @throws UsageError if one is absent, no JSON or not as the schema says
 */
export function loadRules(files: readonly string[], before: Rules = gwsRules): Rules {
  return files.reduce<Rules>((rules, file) => mergedRules(rules, contentOf(file)), before);
}

/** @param content checked */
export function mergedRules(rules: Rules, content: unknown): Rules {
  const { correlate, match, redact, noise } = mergeRules(rules, content) as Rules;
  // What one file calls secret, a later one must not lay open by mistake.
  return { correlate, match, redact: unitedRules(rules.redact, redact), noise };
}

function contentOf(file: string): unknown {
  return checkedRules(readJsonFile(file, 'rules file'), file);
}

/** @throws UsageError if it is not what stands in a rules file */
export function checkedRules(content: unknown, file: string): unknown {
  const complaint = checkRules(content) ?? checkRedact(content) ?? deadNoiseRule(content);
  if (complaint !== null) throw new UsageError(`rules file ${file}: ${complaint}`);
  return content;
}

/** @param content as the schema says */
function checkRedact(content: unknown): string | null {
  const { redact } = mergedRules(gwsRules, content);
  const complaint = complaintAboutRules(redact);
  return complaint === null ? null : `/redact can't go by ${complaint}`;
}
