import { existsSync } from 'node:fs';
import { noiseFile } from './diff/noise/write-noise.js';
import { canonicalJson } from './json/canonical-json.js';
import type { JsonNode } from './json/node.js';
import { parseJson } from './json/parse-json.js';
import { editRulesFile } from './rules/edit-rules-file.js';
import { insertNoiseRules } from './rules/insert-noise-rule.js';
import type { NoiseRule } from './rules/noise-rules.js';
import { mustBeNew } from './write-new-file.js';

/**
 * Writes what was learned into the `noise` section of a rules file. A file that exists keeps all that stands in it, byte for byte;
 * what it says already, whatever the evidence, is not said again.
 *
 * @throws UsageError if it can't be written, or is no rules file; then it is as it was
 */
export function learnInto(file: string, rules: readonly NoiseRule[]): void {
  editRulesFile(file, (text) => {
    if (text === null) return noiseFile(rules);
    return insertNoiseRules(text, (standing) => {
      const said = new Set(standing.map(withoutEvidence));
      const texts = rules.map((rule) => JSON.stringify(rule));
      return texts.filter((rule) => !said.has(withoutEvidence(parseJson(rule))));
    });
  });
}

/**
 * Says early that nothing can be learned into a file, before there is work to lose.
 *
 * @throws UsageError if it exists and is no rules file, or its folder does not exist
 */
export function mustTakeRules(file: string, flag: string): void {
  if (existsSync(file)) editRulesFile(file, (text) => text);
  else mustBeNew(file, flag);
}

function withoutEvidence(rule: JsonNode): string {
  if (rule.kind !== 'object') return canonicalJson(rule);
  const members = rule.members.filter(({ name }) => name !== 'seen' && name !== 'varied');
  return canonicalJson({ ...rule, members });
}
